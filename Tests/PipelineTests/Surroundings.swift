import Foundation

/// Where the tests find the program, its fixtures and other people's readers.
enum Surroundings {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let fixtures = root.appendingPathComponent("Fixtures")

    private static let environment = ProcessInfo.processInfo.environment

    static let binary = place(environment["NDFF_BINARY"] ?? ".build/release/ndff")
    static let hasBinary = isExecutable(binary)

    static let python = place(environment["NDFF_PYTHON"] ?? ".venv/bin/python")
    static let hasPython = isExecutable(python)

    /// A browser for pages, driven by Python; `NDFF_CHROMIUM` names another one than the system's.
    static let browser = place(environment["NDFF_CHROMIUM"] ?? "/usr/bin/chromium")
    static let hasBrowser = hasPython && isExecutable(browser)

    /// XML schemas with an offline catalog.
    static let schemas = URL(
        fileURLWithPath: environment["NDFF_SHARED"] ?? root.deletingLastPathComponent().appendingPathComponent("shared").path
    ).appendingPathComponent("schemas/xsd")
    static let hasSchemas =
        FileManager.default.fileExists(atPath: schemas.appendingPathComponent("catalog.xml").path)
        && isExecutable("/usr/bin/xmllint")

    private static func place(_ path: String) -> String {
        path.hasPrefix("/") ? path : root.appendingPathComponent(path).path
    }

    private static func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }
}
