import Foundation
import Outside

/// Where the tests find the program and a browser.
enum Surroundings {
    static let fixtures = Outside.fixtures

    static let binary = Outside.place("NDFF_BINARY", ".build/release/ndff")
    static let hasBinary = Outside.isExecutable(binary)

    static let python = Outside.python
    static let hasPython = Outside.hasPython

    /// A browser for pages, driven by Python; `NDFF_CHROMIUM` names another one than the system's.
    static let browser = Outside.place("NDFF_CHROMIUM", "/usr/bin/chromium")
    static let hasBrowser = hasPython && Outside.isExecutable(browser)

    static let schemas = Outside.schemas
    static let hasSchemas = Outside.hasSchemas
}
