// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Mail

/// Texts in each language of the service, and builders for mails that carry them.
enum Sample {
    static let languages: [(tag: String, subject: String, body: String)] = [
        ("ja", "【避難指示】市川市 土砂災害警戒情報（警戒レベル4）が発表されました。ただちに避難してください", "危険な場所から全員避難してください。\n"),
        ("ja-simple", "【逃げてください】市川市（いちかわし） 土砂災害（どしゃさいがい）", "すぐに 安全な 場所へ 逃げて ください。\n"),
        (
            "en", "[Evacuate] Ichikawa City: landslide alert information, level 4 - leave dangerous places now",
            "Leave now.\n"
        ),
        ("zh-Hans", "【避难指示】市川市 泥石流灾害警戒信息（警戒级别4）", "请所有人立即撤离危险场所。\n"),
        ("zh-Hant", "【避難指示】市川市 土石流災害警戒資訊（警戒等級4）", "請所有人立即撤離危險場所。\n"),
        ("ko", "【피난 지시】이치카와시 토사 재해 경계 정보(경계 레벨 4)", "위험한 장소에서 모두 대피하십시오.\n"),
        (
            "vi", "[Chỉ thị lánh nạn] Thành phố Ichikawa: cảnh báo sạt lở đất, mức 4",
            "Hãy rời khỏi nơi nguy hiểm ngay.\n"
        ),
        ("fil", "[Paglikas] Lungsod ng Ichikawa: babala sa pagguho ng lupa, antas 4, ñ", "Lumikas na agad.\n"),
        ("ne", "[सुरक्षित स्थानमा जानुहोस्] इचिकावा सहर: पहिरो चेतावनी, तह ४", "तुरुन्त खतरनाक ठाउँ छोड्नुहोस्।\n"),
        ("th", "[คำสั่งอพยพ] เมืองอิจิคาวะ: ข้อมูลเตือนภัยดินถล่ม ระดับ 4", "กรุณาออกจากที่อันตรายทันที\n"),
        ("id", "[Perintah evakuasi] Kota Ichikawa: informasi waspada tanah longsor, tingkat 4", "Segera mengungsi.\n"),
        ("my", "[ဘေးလွတ်ရာရွှေ့ပြောင်းရန်] အိချိကာဝါမြို့ မြေပြိုမှုသတိပေးချက် အဆင့် ၄", "အန္တရာယ်ရှိသောနေရာမှ ချက်ချင်းထွက်ခွာပါ။\n"),
        ("km", "[ការណែនាំឱ្យជម្លៀស] ទីក្រុងអ៊ីឈិកាវ៉ា ព័ត៌មានប្រុងប្រយ័ត្នបាក់ដី កម្រិត ៤", "សូមជម្លៀសជាបន្ទាន់។\n"),
        (
            "mn", "[Нүүлгэн шилжүүлэх заавар] Ичикава хот: хөрсний нуралтын сэрэмжлүүлэг, 4-р түвшин",
            "Аюултай газраас шууд яваарай.\n"
        ),
        (
            "pt", "[Instrução de evacuação] Cidade de Ichikawa: informação de alerta de deslizamento, nível 4",
            "Saia já.\n"
        ),
        (
            "es", "[Orden de evacuación] Ciudad de Ichikawa: información de alerta de aludes, nivel 4 ¡ahora!",
            "Salga ya.\n"
        ),
    ]

    static func address(_ text: String) -> EmailAddress {
        guard let address = try? EmailAddress(parsing: text) else { preconditionFailure("a sample address is bad") }
        return address
    }

    static func content(
        subject: String = "【訓練】避難指示",
        text: String = "避難してください。\n",
        html: String? = nil,
        tag: String = "ja",
        extraHeaders: [(String, String)] = [],
    ) -> MessageTemplate.Content {
        MessageTemplate.Content(
            fromAddress: address("alert@city.example.jp"),
            fromName: "市川市 防災",
            subject: subject,
            text: text,
            html: html,
            date: Date(timeIntervalSince1970: 1_795_136_400),
            listID: (label: "気象の知らせ", identifier: "weather.alerts.city.example.jp"),
            extraHeaders: extraHeaders,
            languageTag: tag,
        )
    }

    static func recipient(_ number: Int = 1, link: String? = nil) throws -> MessageTemplate.Recipient {
        try MessageTemplate.Recipient(
            address: address("user\(number)@example.jp"),
            messageID: "r1.\(number)@city.example.jp",
            unsubscribeURL: link ?? "https://city.example.jp/u/\(String(repeating: "x", count: number % 7))\(number)",
        )
    }

    static func mail(
        _ content: MessageTemplate.Content,
        encoding: BodyEncoding = .base64,
        recipient: MessageTemplate.Recipient? = nil,
    ) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try MessageTemplate(content, encoding: encoding).append(to: &bytes, for: recipient ?? Self.recipient())
        return bytes
    }

    static func messages(_ count: Int) throws -> [ListSource.Message] {
        let template = try MessageTemplate(content(), encoding: .base64)
        return try (0..<count).map { number in
            var bytes: [UInt8] = []
            let recipient = try recipient(number)
            template.append(to: &bytes, for: recipient)
            return ListSource.Message(recipient: recipient.address, content: bytes)
        }
    }
}

/// SplitMix64: the same numbers from the same seed, so that a failing test can be run again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
