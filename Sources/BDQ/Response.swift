/// How the run of a test on a record ended (BDQ Core, framework vocabulary `bdqffdq:ResponseStatus`).
public enum ResponseStatus: String, Sendable, CaseIterable {
    case runHasResult = "RUN_HAS_RESULT"
    case amended = "AMENDED"
    case notAmended = "NOT_AMENDED"
    case filledIn = "FILLED_IN"
    case internalPrerequisitesNotMet = "INTERNAL_PREREQUISITES_NOT_MET"
    case externalPrerequisitesNotMet = "EXTERNAL_PREREQUISITES_NOT_MET"
    /// Not of the standard: this program has no such test.
    case notImplemented = "NOT_IMPLEMENTED"
}

/// A value that an amendment proposes for a term. Nothing here ever changes a record.
public struct ProposedChange: Sendable, Equatable {
    /// With its prefix, such as `dwc:eventDate`.
    public var term: String
    public var value: String

    public init(_ term: String, _ value: String) {
        self.term = term
        self.value = value
    }
}

/// What a test found, in the standard's own words.
public enum ResponseResult: Sendable, Equatable {
    case none
    case compliant, notCompliant
    case potentialIssue, notIssue
    case complete, notComplete
    case notReported
    case number(Int)
    case changes([ProposedChange])

    /// As it stands in the column `Response.result`; changes are a JSON object.
    public var text: String {
        switch self {
        case .none: ""
        case .compliant: "COMPLIANT"
        case .notCompliant: "NOT_COMPLIANT"
        case .potentialIssue: "POTENTIAL_ISSUE"
        case .notIssue: "NOT_ISSUE"
        case .complete: "COMPLETE"
        case .notComplete: "NOT_COMPLETE"
        case .notReported: "NOT_REPORTED"
        case .number(let number): String(number)
        case .changes(let changes): JSONMembers.object(changes.map { ($0.term, $0.value) })
        }
    }
}

/// The answer of one test about one record: three parts, as the standard asks (framework, `bdqffdq:Response`).
public struct Response: Sendable, Equatable {
    public var status: ResponseStatus
    public var result: ResponseResult
    /// For people; the standard prescribes no wording.
    public var comment: String

    public init(_ status: ResponseStatus, _ result: ResponseResult = .none, _ comment: String) {
        self.status = status
        self.result = result
        self.comment = comment.withVisibleControls
    }

    static func judged(_ isCompliant: Bool, _ comment: String) -> Response {
        Response(.runHasResult, isCompliant ? .compliant : .notCompliant, comment)
    }

    static func issue(_ isIssue: Bool, _ comment: String) -> Response {
        Response(.runHasResult, isIssue ? .potentialIssue : .notIssue, comment)
    }

    static func internalPrerequisites(_ comment: String) -> Response {
        Response(.internalPrerequisitesNotMet, .none, comment)
    }

    static func externalPrerequisites(_ comment: String) -> Response {
        Response(.externalPrerequisitesNotMet, .none, comment)
    }

    static func notAmended(_ comment: String) -> Response { Response(.notAmended, .none, comment) }

    static func amended(_ changes: [ProposedChange], _ comment: String) -> Response {
        Response(.amended, .changes(changes), comment)
    }

    static func filledIn(_ changes: [ProposedChange], _ comment: String) -> Response {
        Response(.filledIn, .changes(changes), comment)
    }
}
