// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Measuring

/// The machine that measures.
enum Machine {
    /// Cores, memory, kernel.
    static var description: String {
        let memory = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        var name = utsname()
        uname(&name)
        let release = withUnsafeBytes(of: name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return "\(ProcessInfo.processInfo.activeProcessorCount) cores, \(memory.fixed(0)) GB, Linux \(release)"
    }

    /// Processor seconds spent so far: by all of the machine, and by this process and those it has waited for.
    static var spent: (all: Double, own: Double) {
        let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
        let fields = text.split(separator: "\n").first?.split(separator: " ").dropFirst().map { Double($0) ?? 0 } ?? []
        // user, nice, system, then idle and waiting, then interrupts.
        let all = fields.enumerated().reduce(0) { [3, 4].contains($1.offset) || $1.offset > 6 ? $0 : $0 + $1.element }
        let own = [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0.0) { sum, who in
            var usage = rusage()
            getrusage(__rusage_who_t(who.rawValue), &usage)
            return [usage.ru_utime, usage.ru_stime].reduce(sum) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        }
        return (all / Double(sysconf(Int32(_SC_CLK_TCK))), own)
    }

    /// How long one commit's worth of octets takes to be durable in a folder, by rank, in milliseconds.
    static func syncMilliseconds(in folder: URL, count: Int = 200) throws -> [Double] {
        let path = folder.appendingPathComponent("sync").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchError(description: "\(path) cannot be written") }
        defer {
            close(descriptor)
            unlink(path)
        }
        let octets = [UInt8](repeating: 7, count: 65_536)
        var times: [Double] = []
        for round in 0..<count {
            let start = monotonicNanoseconds()
            guard pwrite(descriptor, octets, octets.count, round % 32 * octets.count) == octets.count,
                fdatasync(descriptor) == 0
            else { throw BenchError(description: "\(path) cannot be written") }
            times.append(Double(monotonicNanoseconds() - start) / 1e6)
        }
        return times.sorted()
    }
}
