// swift-tools-version: 6.1
import PackageDescription

/// The readers keep their state in classes that one thread owns; checking every access for overlaps at run time costs a
/// tenth of reading. Debug builds check.
let hotPath: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

/// The modules of the pipeline, lowest first. An arrow may only point at a module named above it.
let package = Package(
    name: "ndff",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "ndff", targets: ["ndff"]),
        .executable(name: "generate-observations", targets: ["generate-observations"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // MARK: system libraries
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CProj", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CGeos", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CByteScan"),
        .target(name: "CAllocator"),

        // MARK: values and bytes
        .target(name: "Columns", dependencies: ["CXXHash"], swiftSettings: hotPath),
        .target(name: "Observations", dependencies: ["Columns"]),
        .target(name: "Workers"),
        .target(
            name: "Formats",
            dependencies: ["Columns", "CByteScan", "CLibXML2", "CZlib", "CZstd", "CXXHash", "CCrypto", "CSQLite"],
            swiftSettings: hotPath),
        .target(name: "BDQ", dependencies: ["Formats", "Observations"]),
        .target(name: "Reference", dependencies: ["Observations", "Columns", "Formats", "CProj", "CGeos"]),
        .target(
            name: "ObservationStore",
            dependencies: ["Observations", "Columns", "Formats", "Workers", .product(name: "GRDB", package: "GRDB.swift")]),

        // MARK: stages
        .target(
            name: "Ingest",
            dependencies: [
                "Observations", "Columns", "Workers", "Reference", "Formats", .product(name: "Yams", package: "Yams"),
            ], swiftSettings: hotPath),
        .target(
            name: "Validation",
            dependencies: [
                "Observations", "Columns", "Reference", "Formats", "ObservationStore",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "Deduplication", dependencies: ["Observations", "Columns", "ObservationStore"]),
        .target(name: "Disclosure", dependencies: ["Observations", "Columns", "Reference", "Formats"]),
        .target(name: "Export", dependencies: ["Disclosure", "Columns", "Formats"]),
        .target(name: "Reporting", dependencies: ["ObservationStore", "Observations", "Columns", "Reference", "Formats"]),

        // MARK: runner and command line
        .target(
            name: "Pipeline",
            dependencies: [
                "Ingest", "Validation", "Deduplication", "Disclosure", "Export", "Reporting", "ObservationStore",
                "Reference", "Observations", "Columns", "Workers", "Formats",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ]),
        .executableTarget(
            name: "ndff",
            dependencies: ["Pipeline", "BDQ", "Formats", "CAllocator", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log")]),
        .executableTarget(
            name: "generate-observations",
            dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")]),

        // MARK: tests
        .target(name: "Outside", path: "Tests/Outside"),
        .testTarget(name: "FormatsTests", dependencies: ["Formats", "Columns", "Outside"]),
        .testTarget(name: "ReferenceTests", dependencies: ["Reference", "Observations", "Outside"], exclude: ["Tables"]),
        .testTarget(name: "BDQTests", dependencies: ["BDQ", "Outside"]),
        .testTarget(
            name: "StoreTests", dependencies: ["ObservationStore", "Observations", "Columns", "Formats", "Outside"]),
        .testTarget(
            name: "IngestTests", dependencies: ["Ingest", "Reference", "Observations", "Columns", "Formats", "Outside"],
            exclude: ["Tables"]),
        .testTarget(
            name: "ValidationTests",
            dependencies: ["Validation", "Reference", "Observations", "Columns", "Formats", "Outside"]),
        .testTarget(
            name: "ExportTests",
            dependencies: [
                "Export", "Disclosure", "Reporting", "Reference", "Observations", "Columns", "Formats", "Outside",
            ]),
        .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "Outside"]),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings a `main` of its own, so this target is there only when Scripts/fuzz builds it.
if Context.environment["NDFF_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz-readers", dependencies: ["Ingest", "Reference", "Formats", "Columns"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
