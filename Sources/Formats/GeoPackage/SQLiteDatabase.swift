import CSQLite
import Foundation

/// What SQLite says about a file that cannot be read.
public struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    /// SQLite's primary result code.
    public var code: Int32
    public var reason: String

    public var description: String { "\(path): \(reason)" }
}

/// A SQLite file of unknown origin, open for reading only. Nothing in it is trusted: no extension, no trigger, no
/// function that is not harmless runs, sizes are bounded, and work without result is broken off.
///
/// One thread at a time.
final class SQLiteDatabase {
    /// Longest text or blob.
    private static let longestValue: Int32 = 64 << 20
    /// Instructions of SQLite's machine without a row, in thousands: seconds, where a scan needs microseconds a row.
    private static let patience = 2_000_000

    let path: String
    /// Bytes of the file.
    let size: Int64
    private let connection: OpaquePointer
    private let budget = Budget()

    /// What is left of the instructions allowed until the next row.
    private final class Budget {
        var thousands = SQLiteDatabase.patience
    }

    init(path: String) throws {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw SQLiteError(path: path, code: SQLITE_CANTOPEN, reason: String(cString: strerror(errno)))
        }
        size = Int64(status.st_size)
        if stat(path + "-wal", &status) == 0, status.st_size > 0 {
            throw SQLiteError(
                path: path, code: SQLITE_BUSY,
                reason: "changes that are not yet in the file lie beside it (-wal): close the program that has it open, "
                    + "and deliver it again")
        }
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        let code = sqlite3_open_v2(Self.address(path), &opened, flags, nil)
        guard let opened else { throw SQLiteError(path: path, code: code, reason: "out of memory") }
        connection = opened
        guard code == SQLITE_OK else { throw error(code) }
        for (option, value) in [
            (SQLITE_DBCONFIG_DEFENSIVE, Int32(1)), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
            (SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0), (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
        ] {
            _ = ndff_sqlite3_set(connection, Int32(option), value)
        }
        for (limit, value) in [
            (SQLITE_LIMIT_LENGTH, Self.longestValue), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20), (SQLITE_LIMIT_COLUMN, 2000),
            (SQLITE_LIMIT_EXPR_DEPTH, 100), (SQLITE_LIMIT_COMPOUND_SELECT, 20), (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100), (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
            (SQLITE_LIMIT_WORKER_THREADS, 0), (SQLITE_LIMIT_FUNCTION_ARG, 20),
        ] {
            _ = sqlite3_limit(connection, limit, value)
        }
        for pragma in ["cell_size_check = ON", "mmap_size = 0", "query_only = ON", "cache_size = -8192"] {
            _ = sqlite3_exec(connection, "PRAGMA \(pragma)", nil, nil, nil)
        }
        // From here on only reading: whatever a view of the file tries beyond that is refused.
        _ = sqlite3_set_authorizer(
            connection,
            { _, action, _, _, _, _ in
                switch action {
                case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: SQLITE_OK
                default: SQLITE_DENY
                }
            }, nil)
        sqlite3_progress_handler(
            connection, 1000,
            { pointer in
                guard let pointer else { return 1 }
                let budget = Unmanaged<Budget>.fromOpaque(pointer).takeUnretainedValue()
                budget.thousands -= 1
                return budget.thousands < 0 ? 1 : 0
            }, Unmanaged.passUnretained(budget).toOpaque())
    }

    deinit { sqlite3_close_v2(connection) }

    /// `file:` address that names this file only, to be read as it stands: without locks, journals or write-ahead log.
    private static func address(_ path: String) -> String {
        var text = path.hasPrefix("/") ? "file://" : "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), 0...0x20, 0x7F...0xFF:
                let digits = String(byte, radix: 16)
                text += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            default: text.unicodeScalars.append(UnicodeScalar(byte))
            }
        }
        return text + "?mode=ro&immutable=1"
    }

    /// A name as SQL has it.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// The column that is the number of the row in its table (`INTEGER PRIMARY KEY`); `nil` when there is none, or in a
    /// view.
    /// - Parameter columns: the names of all its columns.
    func rowNumber(of table: String, columns: [String]) -> String? {
        var found: [(name: String, type: String)] = []
        for column in columns {
            var type: UnsafePointer<CChar>?
            var isKey: Int32 = 0
            let code = sqlite3_table_column_metadata(connection, "main", table, column, &type, nil, nil, &isKey, nil)
            guard code == SQLITE_OK else { return nil }
            if isKey != 0 { found.append((column, type.map { String(cString: $0) } ?? "")) }
        }
        guard found.count == 1, let only = found.first, only.type.uppercased() == "INTEGER" else { return nil }
        return only.name
    }

    /// Prepares a question.
    func ask(_ sql: String) throws -> SQLiteRows {
        budget.thousands = Self.patience
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw error(code) }
        return SQLiteRows(database: self, statement: statement)
    }

    fileprivate func step(_ statement: OpaquePointer) throws -> Bool {
        budget.thousands = Self.patience
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error(code)
        }
    }

    private func error(_ code: Int32) -> SQLiteError {
        let said = String(cString: sqlite3_errmsg(connection))
        let reason =
            switch code & 0xFF {
            case SQLITE_NOTADB: "is no SQLite database, or is encrypted"
            case SQLITE_CORRUPT: "the database is damaged (\(said)); write it again"
            case SQLITE_INTERRUPT: "a table or view takes endlessly long to read; deliver it as a plain table"
            case SQLITE_TOOBIG: "a value is larger than \(Self.longestValue >> 20) MB"
            case SQLITE_AUTH: "a view does more than reading (\(said)); deliver it as a plain table"
            default: said
            }
        return SQLiteError(path: path, code: code & 0xFF, reason: reason)
    }
}

/// The rows that answer a question.
final class SQLiteRows {
    private let database: SQLiteDatabase
    private let statement: OpaquePointer

    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        /// As the file has it; UTF-8 is not checked.
        case text(UnsafeRawBufferPointer)
        case blob(UnsafeRawBufferPointer)
    }

    fileprivate init(database: SQLiteDatabase, statement: OpaquePointer) {
        self.database = database
        self.statement = statement
    }

    deinit { sqlite3_finalize(statement) }

    var columns: [String] {
        (0..<sqlite3_column_count(statement)).map { column in
            sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
        }
    }

    /// The type that the file declares for a column; `nil` where it declares none, or the value is computed.
    func declaredType(_ column: Int) -> String? {
        sqlite3_column_decltype(statement, Int32(truncatingIfNeeded: column)).map { String(cString: $0) }
    }

    /// Moves to the next row; false behind the last.
    func next() throws -> Bool { try database.step(statement) }

    /// A value of this row; its bytes are valid until the next.
    func value(_ column: Int) -> Value {
        let column = Int32(truncatingIfNeeded: column)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, column)
            return .text(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            return .blob(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
        default: return .null
        }
    }

    /// A short value of this row as text; `nil` where there is none.
    func text(_ column: Int) -> String? {
        switch value(column) {
        case .null, .blob: nil
        case .integer(let number): String(number)
        case .real(let number): number.description
        case .text(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}
