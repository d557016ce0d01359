// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

public import AlertModel

/// JMA's codes of warnings and advisories (code table 気象警報・注意報, July 2026): of what, and how grave.
///
/// Rain, landslide and storm surge have levels since 2026-05-28; of the others 2 is 注意報, 3 警報, 5 特別警報.
public enum WarningCode {
    /// What a code means; nil for 00 and for codes that the table does not have.
    public static func meaning(of code: String) -> (hazard: Hazard, level: WarningLevel)? {
        table[code]
    }

    /// The code of a hazard at a level; nil where the table has none.
    static func code(of hazard: Hazard, level: WarningLevel) -> String? {
        table.first { $0.value == (hazard, level) }?.key
    }

    /// What a name means where the code is newer than this program: レベル４大雨危険警報.
    static func meaning(ofName name: String) -> (hazard: Hazard, level: WarningLevel)? {
        guard let level = level(ofName: name) else { return nil }
        let hazards: [(String, Hazard)] = [
            ("大雨", .heavyRain), ("土砂", .landslide), ("高潮", .stormSurge), ("洪水", .flood), ("氾濫", .flood),
            ("暴風雪", .blizzard), ("風雪", .blizzard), ("風", .storm), ("大雪", .heavySnow), ("波浪", .waves),
        ]
        return (hazards.first { name.contains($0.0) }?.1 ?? .otherAdvisory, level)
    }

    /// The level that a name bears: by レベルN, else by 特別警報, 危険警報, 警報, 注意報; nil for a name without any.
    static func level(ofName name: String) -> WarningLevel? {
        let marks: [(String, WarningLevel)] = [
            ("レベル５", .emergency), ("レベル４", .danger), ("レベル３", .warning), ("レベル２", .advisory),
            ("特別警報", .emergency), ("危険警報", .danger), ("警報", .warning), ("注意報", .advisory),
        ]
        return marks.first { name.contains($0.0) }?.1
    }

    private static let table: [String: (hazard: Hazard, level: WarningLevel)] = [
        "02": (.blizzard, .warning), "03": (.heavyRain, .warning), "04": (.flood, .warning), "05": (.storm, .warning),
        "06": (.heavySnow, .warning), "07": (.waves, .warning), "08": (.stormSurge, .warning),
        "09": (.landslide, .warning),
        "10": (.heavyRain, .advisory), "12": (.heavySnow, .advisory), "13": (.blizzard, .advisory),
        "14": (.thunder, .advisory), "15": (.storm, .advisory), "16": (.waves, .advisory),
        "17": (.snowMelting, .advisory), "18": (.flood, .advisory), "19": (.stormSurge, .advisory),
        "20": (.fog, .advisory), "21": (.dryAir, .advisory), "22": (.avalanche, .advisory),
        "23": (.lowTemperature, .advisory), "24": (.frost, .advisory), "25": (.icing, .advisory),
        "26": (.snowAccretion, .advisory), "27": (.otherAdvisory, .advisory), "29": (.landslide, .advisory),
        "32": (.blizzard, .emergency), "33": (.heavyRain, .emergency), "35": (.storm, .emergency),
        "36": (.heavySnow, .emergency), "37": (.waves, .emergency), "38": (.stormSurge, .emergency),
        "39": (.landslide, .emergency),
        "43": (.heavyRain, .danger), "48": (.stormSurge, .danger), "49": (.landslide, .danger),
    ]
}
