// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel

/// What phrases may name in braces: the closed list of arguments.
enum Slot: String, CaseIterable {
    // Of every alert.
    /// The city.
    case place
    /// `earthquake`, `tsunami`, `rain`, to select by.
    case hazard
    /// What the reader ticked to get it: `weather`, `crime`, to select by.
    case topic
    /// `yes` where a warning or advisory of the hazard is still in force, though one was lifted; otherwise `no`.
    case remains
    /// Who published the bulletin.
    case publisher
    /// The bulletin's title.
    case bulletin
    /// When it was published.
    case published
    /// The name, in itself, of the language that the reader asked for.
    case language

    // Of earthquakes; some of tsunami, too.
    /// The region that a 震度速報 speaks of.
    case region
    /// Date, weekday and time of the earthquake.
    case moment
    /// Its time alone.
    case clock
    case intensity
    case maximum
    /// The intensity that the alert before told of.
    case previousIntensity
    case epicentre
    case depth
    case magnitude

    // Of tsunami.
    case grade
    case previousGrade
    case coast
    case height
    /// When the first wave comes, with its date, or that it has come.
    case arrival
    /// The time alone at which it is expected.
    case arrivalClock

    // Of rain.
    /// The level, a number.
    case level
    /// The warning in force.
    case warning
    case previousLevel
    case previousWarning
    /// The river or coast that a warning is about; the city where it is about that.
    case `where`

    // Of bulletins.
    /// The name of the event.
    case what
    /// Until when it holds.
    case until
    /// The publisher's own sentence, as it is written.
    case headline

    // Of observations.
    case station
    /// The value with what it measures.
    case reading
    /// When it was measured.
    case observed

    // Of other senders' alerts, in their words.
    case event
    case description
    case instruction

    // Of officers' messages; the other arguments are the slots of the form (`SituationSlot`).
    /// What the officer wrote in words of their own.
    case note
    /// The name, in itself, of the language in which that is.
    case noteLanguage

    /// Whether an alert of the hazard can fill it; nil asks for those of every family.
    func serves(_ family: Hazard.Family?) -> Bool {
        switch self {
        case .place, .hazard, .topic, .remains, .publisher, .bulletin, .published, .language: true
        case .region, .clock, .intensity, .maximum, .previousIntensity: family == .earthquake
        case .moment, .epicentre, .depth, .magnitude: family == .earthquake || family == .tsunami
        case .grade, .previousGrade, .coast, .height, .arrival, .arrivalClock: family == .tsunami
        case .level, .warning, .previousLevel, .previousWarning:
            family == .heavyRain || family == .levelWarning || family == .namedWarning
        case .where: family == .levelWarning || family == .namedWarning
        case .what, .until: family == .bulletin
        case .headline: family == .bulletin || family == .foreign
        case .station, .reading, .observed: family == .observation
        case .event, .description, .instruction: family == .foreign
        case .note, .noteLanguage: family == .situation
        }
    }
}
