import Formats

/// Where in a record the value of one field lies: places instead of names. For one thread, whose buffers it holds.
///
/// A class, because it is asked for every record: a struct of several references would be retained one by one.
final class FieldAccess {
    /// A column of the file and what stands for it where it is empty.
    struct Place {
        let index: Int
        let defaultValue: ByteBuffer?

        init(index: Int, defaultValue: String? = nil) {
            self.index = index
            self.defaultValue = defaultValue.map { ByteBuffer(Array($0.utf8)) }
        }
    }

    private enum Shape {
        /// The first of several columns that says something.
        case columns([Place])
        /// Texts and columns one after the other; absent when one of the columns is.
        case template([TemplatePart])
        case constant(ByteBuffer)
        /// The first of several accesses that says something.
        case first([FieldAccess])
        /// What several accesses say, with a text between them.
        case join([FieldAccess], separator: [UInt8])
        case sum([Place], NumberReader)
        case cases([(conditions: [ConditionAccess], access: FieldAccess)], otherwise: FieldAccess?)
        case edited(FieldAccess, TextEditor)
    }

    enum TemplatePart {
        case text([UInt8])
        case column(Place)
        /// The number of the record in the delivery.
        case recordNumber
    }

    private let shape: Shape
    /// The place, when one column without a default is all there is: the usual case, read without detours.
    private let single: Int?
    /// What the profile makes of the text.
    private let substitution: FieldSubstitution?
    /// Number in the delivery of the first record of the block that is read.
    private var firstRecordNumber = 1
    private let scratch = FieldScratch()
    private let buffer = ByteBuffer()

    private init(shape: Shape, substitution: FieldSubstitution?) {
        self.shape = shape
        self.substitution = substitution
        if case .columns(let columns) = shape, columns.count == 1, columns[0].defaultValue == nil {
            single = columns[0].index
        } else {
            single = nil
        }
    }

    convenience init(columns: [Place]) {
        self.init(shape: .columns(columns), substitution: nil)
    }

    convenience init(template: [TemplatePart]) {
        self.init(shape: .template(template), substitution: nil)
    }

    convenience init(first accesses: [FieldAccess]) {
        self.init(shape: .first(accesses), substitution: nil)
    }

    convenience init(join accesses: [FieldAccess], separator: String) {
        self.init(shape: .join(accesses, separator: Array(separator.utf8)), substitution: nil)
    }

    convenience init(sum places: [Place], decimalComma: Bool) {
        self.init(shape: .sum(places, NumberReader(decimalComma: decimalComma)), substitution: nil)
    }

    convenience init(
        cases: [(conditions: [ConditionAccess], access: FieldAccess)], otherwise: FieldAccess?
    ) {
        self.init(shape: .cases(cases, otherwise: otherwise), substitution: nil)
    }

    convenience init(editing access: FieldAccess, _ edit: TextEdit) {
        self.init(shape: .edited(access, TextEditor(edit)), substitution: nil)
    }

    convenience init(constant: String) {
        self.init(shape: .constant(ByteBuffer(Array(constant.utf8))), substitution: nil)
    }

    /// The same field with the profile's values and default applied to what is delivered.
    func substituting(_ substitution: FieldSubstitution?) -> FieldAccess {
        FieldAccess(shape: shape, substitution: substitution)
    }

    /// The columns that it reads.
    var places: [Int] {
        switch shape {
        case .columns(let places), .sum(let places, _): places.map(\.index)
        case .template(let parts):
            parts.compactMap { if case .column(let place) = $0 { place.index } else { nil } }
        case .constant: []
        case .first(let accesses), .join(let accesses, _): accesses.flatMap(\.places)
        case .cases(let cases, let otherwise):
            cases.flatMap { $0.conditions.flatMap(\.access.places) + $0.access.places } + (otherwise?.places ?? [])
        case .edited(let access, _): access.places
        }
    }

    /// Says which number in the delivery the first record of the next block has.
    func begin(firstRecordNumber number: Int) {
        firstRecordNumber = number
        switch shape {
        case .first(let accesses), .join(let accesses, _): for access in accesses { access.begin(firstRecordNumber: number) }
        case .cases(let cases, let otherwise):
            for item in cases { item.access.begin(firstRecordNumber: number) }
            otherwise?.begin(firstRecordNumber: number)
        case .edited(let access, _): access.begin(firstRecordNumber: number)
        case .columns, .template, .constant, .sum: break
        }
    }

    /// Whether the value differs from record to record.
    var isConstant: Bool { if case .constant = shape { true } else { false } }

    /// The value, empty when there is none. Valid until this field is read again.
    @inline(__always)
    func value(_ view: RecordBlock.View, _ record: Int) -> UnsafeRawBufferPointer {
        let text = delivered(view, record)
        guard let substitution else { return text }
        return substitution.apply(text)
    }

    /// The value as delivered, before the profile's values and default.
    @inline(__always)
    func delivered(_ view: RecordBlock.View, _ record: Int) -> UnsafeRawBufferPointer {
        if let single {
            return view.value(record: record, column: single, scratch: scratch) ?? Self.empty
        }
        return composed(view, record)
    }

    static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    private func composed(_ view: RecordBlock.View, _ record: Int) -> UnsafeRawBufferPointer {
        switch shape {
        case .constant(let constant): return constant.bytes
        case .columns(let places):
            for place in places {
                let value = column(place, view, record)
                if !AbsentText.isAbsent(value) { return value }
            }
            return Self.empty
        case .template(let parts):
            buffer.clear()
            for part in parts {
                switch part {
                case .text(let bytes): buffer.append(bytes)
                case .column(let place):
                    let value = column(place, view, record)
                    if AbsentText.isAbsent(value) { return Self.empty }
                    buffer.append(value.trimmed)
                case .recordNumber: buffer.append("\(firstRecordNumber + record)".utf8)
                }
            }
            return buffer.bytes
        case .first(let accesses):
            for access in accesses {
                let value = access.delivered(view, record)
                if !AbsentText.isAbsent(value) { return value }
            }
            return Self.empty
        case .join(let accesses, let separator):
            buffer.clear()
            for access in accesses {
                let value = access.delivered(view, record)
                if AbsentText.isAbsent(value) { continue }
                if buffer.bytes.count > 0 { buffer.append(separator) }
                buffer.append(value.trimmed)
            }
            return buffer.bytes
        case .sum(let places, let numbers): return sum(places, numbers, view, record)
        case .cases(let cases, let otherwise):
            for item in cases where item.conditions.allSatisfy({ $0.holds(view, record) }) {
                return item.access.delivered(view, record)
            }
            return otherwise?.delivered(view, record) ?? Self.empty
        case .edited(let access, let editor):
            let value = access.delivered(view, record)
            return AbsentText.isAbsent(value) ? Self.empty : editor.edit(value)
        }
    }

    /// The sum of what the columns say. A value that is no number stands for the sum, so that it is found to be none.
    private func sum(
        _ places: [Place], _ numbers: NumberReader, _ view: RecordBlock.View, _ record: Int
    ) -> UnsafeRawBufferPointer {
        var whole: Int64? = 0
        var total = 0.0
        var isFound = false
        for place in places {
            let value = column(place, view, record)
            if AbsentText.isAbsent(value) { continue }
            guard let number = numbers.double(value) else { return value }
            isFound = true
            total += number
            let (next, overflow) = (whole ?? 0).addingReportingOverflow(numbers.integer(value) ?? 0)
            whole = whole == nil || overflow || numbers.integer(value) == nil ? nil : next
        }
        guard isFound else { return Self.empty }
        buffer.clear()
        buffer.append((whole.map { String($0) } ?? "\(total)").utf8)
        return buffer.bytes
    }

    private func column(_ place: Place, _ view: RecordBlock.View, _ record: Int) -> UnsafeRawBufferPointer {
        if let value = view.value(record: record, column: place.index, scratch: scratch), !value.isEmpty { return value }
        return place.defaultValue?.bytes ?? Self.empty
    }
}

/// The values and the default that a profile gives for a field that is not kept as a code; for one thread.
final class FieldSubstitution {
    private let mapping: ValueMapping?
    private let fallback: ByteBuffer?
    private let buffer = ByteBuffer()

    /// `nil` when the profile has neither.
    init?(mapping: ValueMapping?, defaultValue: String?) {
        guard mapping != nil || defaultValue != nil else { return nil }
        self.mapping = mapping
        fallback = defaultValue.map { ByteBuffer(Array($0.utf8)) }
    }

    /// The value for a delivered text; valid until the next call.
    func apply(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        if AbsentText.isAbsent(text) { return fallback?.bytes ?? text }
        guard let value = mapping?.value(for: text) else { return text }
        if value.isEmpty { return fallback?.bytes ?? FieldAccess.empty }
        buffer.clear()
        buffer.append(value.utf8)
        return buffer.bytes
    }
}

/// Bytes at a stable address, owned by one thread.
final class ByteBuffer {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 8)
    private var count = 0

    init(_ bytes: [UInt8] = []) { append(bytes) }

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    func clear() { count = 0 }

    func append(_ more: some Collection<UInt8>) {
        if count + more.count > memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(memory.count * 2, count + more.count), alignment: 8)
            larger.copyMemory(from: bytes)
            memory.deallocate()
            memory = larger
        }
        for byte in more {
            memory[count] = byte
            count += 1
        }
    }
}
