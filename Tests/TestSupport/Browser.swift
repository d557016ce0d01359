// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
public import Testing

/// Debian's chromium without a window, with the fonts that Debian has for every language of ours.
public enum Browser {
    /// What a page turned out to be in a window of so many pixels.
    public struct Look: Decodable, Sendable {
        /// How much wider than the window it is, in pixels.
        public let overflow: Int
        /// Characters for which no font has a shape.
        public let missing: [String]
        /// What it asked for beyond itself.
        public let requests: [String]
        /// How many characters can be read in it.
        public let length: Int
    }

    /// Why there is no look.
    public struct Failure: Error, CustomStringConvertible {
        /// What the browser did instead.
        public let description: String
    }

    private static let program = "/usr/bin/chromium"
    private static let fonts = ["/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"]

    /// Whether browser and fonts are installed.
    public static let isPresent = ([program] + fonts).allSatisfy { FileManager.default.fileExists(atPath: $0) }
    /// Why a test does not run.
    public static let absent: Comment =
        "skipped: Debian's chromium, fonts-noto-core and fonts-noto-cjk are not all installed"

    /// Opens pages side by side in one browser, each in a window of its own.
    ///
    /// - Parameter width: of the windows, in pixels.
    public static func look(at pages: [String], width: Int = 320) throws -> [Look] {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("probe.html")
        try Data(probe(pages, width: width).utf8).write(to: file)
        let output = folder.url.appendingPathComponent("dom.html")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--user-data-dir=\(folder.path("profile"))",
            "--virtual-time-budget=60000", "--dump-dom", file.absoluteString,
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.start()
        process.awaitEnd()
        let dom = try String(contentsOf: output, encoding: .utf8)
        guard let start = dom.range(of: "<pre id=\"result\">"),
            let end = dom[start.upperBound...].range(of: "</pre>")
        else { throw Failure(description: "chromium ended with \(process.terminationStatus) and without a result") }
        let result = dom[start.upperBound..<end.lowerBound]
        // Base64, so that no character is changed on the way.
        guard let data = Data(base64Encoded: String(result)) else {
            throw Failure(description: "chromium says: \(result.prefix(500))")
        }
        let looks = try JSONDecoder().decode([Look].self, from: data)
        guard looks.count == pages.count else {
            throw Failure(description: "\(looks.count) looks at \(pages.count) pages")
        }
        return looks
    }

    /// A page that opens the others and says what it sees. A character without a shape is drawn as the one of the private
    /// use area is, which no font has.
    private static func probe(_ pages: [String], width: Int) throws -> String {
        let list = try JSONEncoder().encode(pages.map { Data($0.utf8).base64EncodedString() })
        return """
            <!DOCTYPE html><meta charset="utf-8"><body><script>
            const pages = \(String(decoding: list, as: UTF8.self)).map(page =>
                new TextDecoder().decode(Uint8Array.from(atob(page), c => c.charCodeAt(0))));
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 32;
            const pen = canvas.getContext("2d", {willReadFrequently: true});
            const shapes = new Map();
            function shape(character) {
                if (!shapes.has(character)) {
                    pen.clearRect(0, 0, 32, 32);
                    pen.font = "20px sans-serif";
                    pen.fillText(character, 4, 24);
                    shapes.set(character, pen.getImageData(0, 0, 32, 32).data.join());
                }
                return shapes.get(character);
            }
            const isWord = /[\\p{L}\\p{N}\\p{P}\\p{S}\\p{Co}]/u;
            async function look(page) {
                const frame = document.createElement("iframe");
                frame.style.cssText = "border: 0; width: \(width)px; height: 800px";
                frame.srcdoc = page;
                const loaded = new Promise(resolve => { frame.onload = resolve; });
                document.body.append(frame);
                await loaded;
                const root = frame.contentDocument.documentElement;
                const text = frame.contentDocument.body.innerText + frame.contentDocument.title;
                const missing = [...new Set(text)].filter(c => isWord.test(c) && shape(c) === shape("\\uE000"));
                const requests = frame.contentWindow.performance.getEntriesByType("resource").map(e => e.name);
                for (const e of frame.contentDocument.querySelectorAll("[src], link[href], object, embed, [background]")) {
                    requests.push(e.outerHTML.slice(0, 200));
                }
                const result = {overflow: root.scrollWidth - root.clientWidth, missing, requests, length: text.length};
                frame.remove();
                return result;
            }
            (async () => {
                const looks = [];
                for (const page of pages) { looks.push(await look(page)); }
                const bytes = new TextEncoder().encode(JSON.stringify(looks));
                const result = document.createElement("pre");
                result.id = "result";
                result.textContent = btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
                document.body.append(result);
            })();
            </script></body>
            """
    }
}
