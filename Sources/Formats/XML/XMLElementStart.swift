internal import CLibXML2

/// A start tag as the parser holds it. Valid only during the call that hands it over: copy what is needed.
public struct XMLElementStart {
    /// Local name as UTF-8, without a prefix.
    public let nameBytes: UnsafeBufferPointer<UInt8>
    /// Namespace as UTF-8, empty for none.
    public let namespaceBytes: UnsafeBufferPointer<UInt8>
    /// Line of the document, from 1.
    public let line: Int
    public let attributeCount: Int
    /// libxml2's five pointers per attribute: local name, prefix, namespace, start and end of the value.
    private let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    init(
        name: UnsafePointer<xmlChar>?, namespace: UnsafePointer<xmlChar>?, line: Int, attributeCount: Int,
        attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        nameBytes = terminated(name)
        namespaceBytes = terminated(namespace)
        self.line = line
        self.attributeCount = attributes == nil ? 0 : max(attributeCount, 0)
        self.attributes = attributes
    }

    public var name: String { String(decoding: nameBytes, as: UTF8.self) }
    public var namespace: String { String(decoding: namespaceBytes, as: UTF8.self) }

    /// Whether the local name is `name`.
    public func isNamed(_ name: StaticString) -> Bool {
        name.utf8CodeUnitCount == nameBytes.count
            && UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).elementsEqual(nameBytes)
    }

    /// Local name of an attribute as UTF-8; `index` below `attributeCount`.
    public func attributeName(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let attributes, (0..<attributeCount).contains(index) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return terminated(attributes[index * 5])
    }

    /// Namespace of an attribute as UTF-8, empty for none; `index` below `attributeCount`.
    public func attributeNamespace(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let attributes, (0..<attributeCount).contains(index) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return terminated(attributes[index * 5 + 2])
    }

    /// Value of an attribute as UTF-8, references resolved; `index` below `attributeCount`.
    public func attributeValue(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        guard let attributes, (0..<attributeCount).contains(index), let start = attributes[index * 5 + 3],
            let end = attributes[index * 5 + 4], end >= start
        else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: start, count: end - start)
    }

    /// The value of the attribute of that name that is in no namespace, `nil` when there is none.
    public func attribute(_ name: String) -> String? {
        for index in 0..<attributeCount
        where attributeNamespace(index).isEmpty && attributeName(index).elementsEqual(name.utf8) {
            return String(decoding: attributeValue(index), as: UTF8.self)
        }
        return nil
    }
}

/// The bytes of a C string, without its closing zero.
func terminated(_ text: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text, count: text.map { Int(xmlStrlen($0)) } ?? 0)
}
