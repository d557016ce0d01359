// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization

extension Scene {
    /// What officers announce: every form once, and what makes a form say other things.
    ///
    /// They stand apart from `all`: here the mayor's orders are orders, which in JMA's scenes nothing may seem to say.
    static let situations: [Scene] = {
        typealias Values = [String: SituationFacts.Value]
        let night: SituationFacts.Value = .time(Sample.struck.addingTimeInterval(-3600))
        let later: SituationFacts.Value = .time(Sample.struck.addingTimeInterval(7200))
        // Tuesday 2026-11-24 in Japan.
        let tomorrow: SituationFacts.Value = .day(Date(timeIntervalSince1970: 1_795_446_000))
        let yawata: SituationFacts.Value = .places(["1220300.2720021"])
        let towns: SituationFacts.Value = .places(["1220300.2720021", "1220300.2720023", "1220300.2720015"])
        let schools: SituationFacts.Value = .places(["1220300.s01", "1220300.s02"])
        let river: SituationFacts.Value = .places(["830303030400"])
        let evacuation: Values = [
            "areas": towns, "cause": .choice("flood"), "time": night, "from": river, "to": schools,
        ]
        let forms: [(String, Values)] = [
            ("evacuation-3", evacuation),
            ("evacuation-4", evacuation),
            ("evacuation-5", evacuation.filter { $0.key != "to" }),
            ("evacuation-lifted", ["areas": towns, "order": .choice("four"), "time": night]),
            ("shelter-opened", ["shelters": schools, "time": night, "pets": .choice("welcome")]),
            ("shelter-closed", ["shelters": schools, "time": night]),
            ("missile", ["time": night]),
            ("missile-over", ["outcome": .choice("passed"), "time": night]),
            ("attack", ["attack": .choice("terror"), "around": yawata, "time": night]),
            ("attack-over", ["attack": .choice("terror"), "time": night]),
            ("danger", ["danger": .choice("gas"), "around": yawata, "time": night, "to": schools]),
            ("all-clear", ["areas": yawata, "time": night]),
            (
                "missing-person",
                [
                    "person": .choice("man"), "around": yawata, "time": night, "phone": .phone("047-370-0110"),
                    "age": .number(82), "stature": .number(165), "top": .choice("navy"), "bottom": .choice("grey"),
                ]
            ),
            ("missing-person-found", ["person": .choice("man"), "around": yawata, "time": night]),
            (
                "suspicious-person",
                [
                    "around": yawata, "time": night, "act": .choice("follow"), "person": .choice("unknown"),
                    "fled": .places(["1220300.2720023"]),
                ]
            ),
            ("snatching", ["around": yawata, "time": night, "vehicle": .choice("motorbike")]),
            ("phone-fraud", ["areas": yawata, "pretence": .choice("city"), "time": night]),
            ("burglary", ["areas": yawata, "entry": .choice("away"), "time": night]),
            ("crime-over", ["around": yawata, "time": night]),
            ("traffic-accidents", ["areas": yawata, "victim": .choice("elderly")]),
            ("school-closed", ["areas": schools, "date": tomorrow, "reason": .choice("weather")]),
            ("school-early", ["areas": schools, "time": later, "reason": .choice("snow")]),
            (
                "school-incident",
                ["areas": schools, "incident": .choice("intruder"), "children": .choice("safe"), "time": night]
            ),
            ("school-pickup", ["areas": schools, "time": later, "reason": .choice("earthquake")]),
            ("school-normal", ["areas": schools, "date": tomorrow]),
            ("water-failure", ["areas": towns, "time": night, "until": later, "to": schools]),
            ("water-restored", ["areas": towns, "time": night]),
            ("power-failure", ["areas": towns, "time": night, "until": later, "households": .number(1200)]),
            ("power-restored", ["areas": towns, "time": night]),
        ]
        let note = SituationFacts.Note(language: "ja", text: "給水車は｛2台｝です。\n詳しくは市の窓口へ。")
        let more: [(String, String, Values)] = [
            ("evacuation-4-tsunami", "evacuation-4", ["cause": .choice("tsunami"), "time": night]),
            ("evacuation-4-fire", "evacuation-4", ["areas": yawata, "cause": .choice("fire"), "time": night]),
            (
                "shelter-opened-no-pets", "shelter-opened",
                ["shelters": schools, "time": night, "pets": .choice("refused")]
            ),
            ("danger-animal", "danger", ["danger": .choice("animal"), "around": yawata, "time": night]),
            (
                "suspicious-person-blade", "suspicious-person",
                ["around": yawata, "time": night, "act": .choice("blade"), "person": .choice("man")]
            ),
            ("burglary-pretence", "burglary", ["areas": yawata, "entry": .choice("pretence"), "time": night]),
        ]
        return forms.map { Scene(name: "situation-\($0)", facts: Sample.situation($0, $1)) }
            + more.map { Scene(name: "situation-\($0)", facts: Sample.situation($1, $2)) }
            + [
                Scene(
                    name: "situation-note",
                    facts: Sample.situation("water-failure", ["areas": towns, "time": night], note: note)
                ),
                Scene(
                    name: "situation-drill",
                    facts: Sample.situation("evacuation-4", evacuation),
                    status: .exercise
                ),
                Scene(
                    name: "situation-corrected",
                    facts: Sample.situation("evacuation-4", evacuation),
                    change: .corrected
                ),
                Scene(
                    name: "situation-withdrawn",
                    facts: Sample.situation("evacuation-4", evacuation),
                    change: .withdrawn
                ),
            ]
    }()
}

extension Sample {
    /// The languages that have the phrases of officers' messages.
    static let situationLanguages: [Language] = Language.all

    /// What a form announces; slots that are left out stand for the whole city.
    static func situation(
        _ kind: String,
        _ values: [String: SituationFacts.Value],
        note: SituationFacts.Note? = nil
    ) -> Facts {
        guard let form = (try? composer())?.situation(kind) else {
            // A scene that no form stands behind fails wherever it is composed.
            return .situation(
                SituationFacts(
                    kind: kind,
                    hazard: .danger,
                    phase: .inForce,
                    grade: .init(
                        priority: .notice,
                        urgency: .unknown,
                        severity: .unknown,
                        certainty: .unknown,
                        response: .none
                    ),
                    values: values
                )
            )
        }
        return .situation(form.facts(["areas": .places(["1220300"])].merging(values) { $1 }, note: note))
    }
}
