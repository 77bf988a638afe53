/// Takes the events of an XML document in order. An error thrown by a handler stops the parser and reaches the caller.
public protocol XMLEventHandler: AnyObject {
    func startElement(_ element: XMLElementStart) throws
    /// - Parameters: local name and namespace as UTF-8, valid during the call.
    func endElement(name: UnsafeBufferPointer<UInt8>, namespace: UnsafeBufferPointer<UInt8>) throws
    /// Text as UTF-8, valid during the call. One run of text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws
}
