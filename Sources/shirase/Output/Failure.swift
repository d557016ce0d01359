// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import ArgumentParser
import Foundation

/// An end that is not success: a sysexits code, and a message that says what to do.
struct Failure: Error, CustomStringConvertible {
    enum Code: Int32 {
        case failed = 1
        case badInput = 65
        case missingInput = 66
        case unavailable = 69
        case ours = 70
        case tryAgain = 75
        case notPermitted = 77
        case badConfiguration = 78
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    var description: String { message }
}

/// Runs a command's body: a failure goes to standard error and becomes the exit code.
func running<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let failure as Failure {
        Console.error(failure.message)
        throw ExitCode(failure.code.rawValue)
    } catch let code as ExitCode {
        throw code
    } catch let error as ValidationError {
        // The argument parser prints it with the usage and exits with 64.
        throw error
    } catch let error as CleanExit {
        throw error
    } catch {
        Console.error("\(error)")
        throw ExitCode(Failure.Code.failed.rawValue)
    }
}
