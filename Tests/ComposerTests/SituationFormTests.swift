// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import AlertModel
import Composer
import Foundation
import Localization
import TestSupport
import Testing

@Suite("Forms of what officers announce")
struct SituationFormTests {
    @Test("every form says who is told, how grave it is and for how long")
    func forms() throws {
        let forms = try Sample.composer().situations
        #expect(forms.count == 29 && Set(forms.map(\.name)).count == 29)
        for form in forms {
            #expect(form.hazard.family == .situation && [.emergency, .crime, .school].contains(form.hazard.topic))
            #expect(form.slot("areas") != nil && (1...168).contains(form.hours) && !form.title.isEmpty)
            #expect(form.slots.allSatisfy { !$0.hint.isEmpty && $0.choices.allSatisfy { !$0.label.isEmpty } })
            #expect((form.phase == .over) == (form.grade.urgency == .past), "\(form.name)")
            #expect(form.grade.priority <= .notice)
        }
        let immediate = forms.filter { $0.grade.priority == .immediate }.map(\.name)
        #expect(immediate == ["evacuation-5", "missile", "attack"])
    }

    @Test("the end of a situation is measured as nothing")
    func measures() throws {
        for scene in Scene.situations {
            guard case .situation(let facts) = scene.facts else { continue }
            #expect((scene.facts.measure == .none) == (facts.phase == .over))
        }
    }

    struct Spoiling: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let problem: String
        var testDescription: String { problem }
    }

    @Test(
        "a fault of the forms keeps the program from starting, and is named",
        arguments: [
            Spoiling(
                from: "type: phone,",
                to: "type: telephone,",
                problem: "slots.phone.type: one of these is due: places"
            ),
            Spoiling(from: "  fled: {type", to: "  status: {type", problem: "slots.status: the name is taken"),
            Spoiling(
                from: "pets: {type: choice, hint: ペット, choices",
                to: "pets: {type: phone, hint: ペット, choices",
                problem: "slots.pets.choices: a choice has words"
            ),
            Spoiling(from: "choices: {three: ", to: "choices: {other: ", problem: "neither `other` nor `known`"),
            Spoiling(from: "hazard: school", to: "hazard: tsunami", problem: "no hazard that officers announce"),
            Spoiling(
                from: "priority: immediate",
                to: "priority: soon",
                problem: "priority: one of these is due: immediate"
            ),
            Spoiling(
                from: "response: Evacuate",
                to: "response: Run",
                problem: "cap.response: one of these is due: Shelter"
            ),
            Spoiling(from: "expires: 24", to: "expires: 999", problem: "expires: a whole number from 1 to 168"),
            Spoiling(from: "areas: {default: city}", to: "areas: {}", problem: "slots.areas: it says who is told"),
            Spoiling(
                from: "      shelters: {required: yes}",
                to: "      shelters: {}",
                problem: "subject: the last one must have no `when`"
            ),
            Spoiling(
                from: "      fled: {}\n",
                to: "      fled: {}\n      victim: {}\n",
                problem: "slots.victim: no phrase of the form says it"
            ),
            Spoiling(
                from: "facts: [areas, date]",
                to: "facts: [areas, until]",
                problem: "wants {until}, and the form has no slot"
            ),
            Spoiling(from: "facts: [areas, date]", to: "facts: [areas, day]", problem: "no row of this name"),
            Spoiling(from: "cause: tsunami", to: "cause: comet", problem: "unknown value; known are: flood"),
            Spoiling(
                from: "phrase: situation.lead.missile\n",
                to: "phrase: situation.lead.rocket\n",
                problem: "no phrase situation.lead.rocket"
            ),
            Spoiling(
                from: "phrase: situation.lead.missile\n",
                to: "phrase: situation.lead.burglary\n",
                problem: "wants {entry}"
            ),
            Spoiling(
                from: "      outcome: {required: yes}",
                to: "      outcome: {default: up}",
                problem: "known here are: passed, sea, none"
            ),
            Spoiling(
                from: "      cause: {required: yes}",
                to: "      why: {required: yes}",
                problem: "no slot of this name"
            ),
        ]
    )
    func spoilt(spoiling: Spoiling) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shirase-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: RepositoryRoot.appending("Templates/alerts"), to: folder)
        let url = folder.appendingPathComponent("situations.yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
        let place = try #require(text.range(of: spoiling.from))
        try Data(text.replacingCharacters(in: place, with: spoiling.to).utf8).write(to: url)
        do {
            _ = try Composer(
                templates: folder,
                phraseBook: Sample.book.get(),
                city: Sample.city.get(),
                locales: RepositoryRoot.appending("Locales")
            )
            Issue.record("it was taken")
        } catch let error as TemplateError {
            #expect(error.faults.allSatisfy { $0.file == "situations.yaml" && $0.line != nil }, "\(error)")
            #expect(error.description.contains(spoiling.problem), "\(error)")
        }
    }
}
