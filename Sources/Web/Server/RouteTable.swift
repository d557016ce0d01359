// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 the Shirase project

import Foundation
import Hummingbird
import Logging

/// The paths of the server: what is mounted, which methods each takes, and how its errors look.
struct RouteTable {
    typealias Handler = @Sendable (Request, BasicRequestContext) async throws -> Response
    /// How a route tells an error: to programs as RFC 9457, to people as one line.
    typealias ErrorForm = @Sendable (HTTPResponse.Status, _ detail: String) -> Response

    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ]

    private let router = Router(context: BasicRequestContext.self)
    private let logger: Logger

    private init(logger: Logger) {
        self.logger = logger
        router.add(middleware: ErrorPages())
    }

    /// All routes of the rooms that there are.
    static func router(rooms: WebRooms, templates: PageTemplates, logger: Logger) throws -> Router<BasicRequestContext>
    {
        let table = RouteTable(logger: logger)
        table.mount("/healthz", [.get: { _, _ in .text("ok") }])
        let style = try templates.style
        table.mount("/style.css", [.get: { _, _ in .bytes(style, type: "text/css; charset=utf-8", maxAge: 300) }])
        if let intake = rooms.intake {
            for form in IntakeForm.allCases {
                let controller = IntakeController(endpoint: intake, form: form)
                table.mount(
                    RouterPath("/intake/\(form.rawValue)"),
                    [.post: { request, _ in try await controller.receive(request) }],
                    Response.problem
                )
            }
        }
        if let status = rooms.status {
            table.mount(
                "/status.json",
                [.get: { _, _ in .bytes(try status(), type: "application/json") }],
                Response.problem
            )
        }
        if let unsubscribe = rooms.unsubscribe {
            let controller = UnsubscribeController(endpoint: unsubscribe, templates: templates, logger: logger)
            table.mount(
                "/u/:token",
                [
                    .get: { _, context in try controller.ask(context.parameters.get("token") ?? "") },
                    .post: { try await controller.leave($0, token: $1.parameters.get("token") ?? "") },
                ]
            )
        }
        if let mailbox = rooms.mailbox {
            let controller = MailboxController(pages: mailbox, templates: templates, hasStop: rooms.unsubscribe != nil)
            table.mount("/", [.get: { request, _ in try await controller.overview(request) }])
            table.mount("/mailbox", [.get: { request, _ in try await controller.list(request) }])
            table.mount(
                "/mailbox/:n",
                [.get: { try await controller.mail(named: $1.parameters.get("n") ?? "") }]
            )
            table.mount("/mailbox/:n/html", [.get: { try controller.htmlPart(of: $1.parameters.get("n") ?? "") }])
        }
        return table.router
    }

    private func mount(
        _ path: RouterPath,
        _ handlers: [HTTPRequest.Method: Handler],
        _ errorForm: @escaping ErrorForm = { status, _ in Response.status(status) }
    ) {
        var handlers = handlers
        handlers[.head] = handlers[.get]
        let allowed = Self.methods.filter { handlers[$0] != nil }.map(\.rawValue).joined(separator: ", ")
        for method in Self.methods {
            guard let handler = handlers[method] else {
                router.on(path, method: method) { _, _ in
                    var response = errorForm(.methodNotAllowed, "use \(allowed)")
                    response.headers[.allow] = allowed
                    return response
                }
                continue
            }
            router.on(path, method: method) { [logger] request, context in
                do {
                    return try await handler(request, context)
                } catch {
                    // The path as it was mounted: the real one may hold a token.
                    logger.error("request failed", metadata: ["route": "\(path)", "reason": "\(error)"])
                    return errorForm(.internalServerError, "the service could not do this; its log says why")
                }
            }
        }
    }
}

/// What no route answers, as one line of text; and no body to HEAD.
private struct ErrorPages: RouterMiddleware {
    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = .status(error.status)
        }
        return request.method == .head ? response.createHeadResponse() : response
    }
}
