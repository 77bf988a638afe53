extension EMLDocument {
    /// The document as an eml.xml.
    public func xmlBytes() -> [UInt8] {
        var writer = XMLTextWriter()
        let attributes: [XMLTextWriter.Attribute] = [
            ("xmlns:eml", "https://eml.ecoinformatics.org/eml-2.2.0"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "https://eml.ecoinformatics.org/eml-2.2.0 https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"
            ),
            ("packageId", packageID), ("system", "http://gbif.org"), ("scope", "system"),
            ("xml:lang", metadataLanguage),
        ]
        writer.element("eml:eml", attributes) { writer in
            writer.element("dataset", content: writeDataset)
            if let dateStamp { writeAdditional(dateStamp, to: &writer) }
        }
        return writer.bytes
    }

    private func writeDataset(_ writer: inout XMLTextWriter) {
        writer.element("title", [("xml:lang", metadataLanguage)], text: title)
        for agent in creators { Self.write(agent, as: "creator", to: &writer) }
        for agent in metadataProviders { Self.write(agent, as: "metadataProvider", to: &writer) }
        writer.element("pubDate", text: pubDate)
        writer.element("language", text: language)
        writer.element("abstract") { Self.paragraphs(abstract, to: &$0) }
        if let license { Self.write(license, to: &writer) }
        writeCoverage(&writer)
        for agent in contacts { Self.write(agent, as: "contact", to: &writer) }
        writeMethods(&writer)
    }

    private static func paragraphs(_ texts: [String], to writer: inout XMLTextWriter) {
        for text in texts { writer.element("para", text: text) }
    }

    private static func write(_ agent: Agent, as role: String, to writer: inout XMLTextWriter) {
        writer.element(role) { writer in
            if let name = agent.organizationName { writer.element("organizationName", text: name) }
            if let surName = agent.surName {
                writer.element("individualName") { writer in
                    if let givenName = agent.givenName { writer.element("givenName", text: givenName) }
                    writer.element("surName", text: surName)
                }
            }
            if let name = agent.positionName { writer.element("positionName", text: name) }
            if let address = agent.electronicMailAddress { writer.element("electronicMailAddress", text: address) }
            if let url = agent.onlineURL { writer.element("onlineUrl", text: url) }
        }
    }

    /// Harvesters of the older profiles look into `intellectualRights`, newer ones into `licensed`: both are given.
    private static func write(_ license: License, to writer: inout XMLTextWriter) {
        writer.element("intellectualRights") { writer in
            writer.element("para") { writer in
                writer.element("ulink", [("url", license.url)]) { $0.element("citetitle", text: license.name) }
            }
        }
        writer.element("licensed") { writer in
            writer.element("licenseName", text: license.name)
            writer.element("url", text: license.url)
            if let identifier = license.identifier { writer.element("identifier", text: identifier) }
        }
    }

    private func writeCoverage(_ writer: inout XMLTextWriter) {
        guard geographicCoverage != nil || temporalCoverage != nil else { return }
        writer.element("coverage") { writer in
            if let box = geographicCoverage {
                writer.element("geographicCoverage") { writer in
                    writer.element("geographicDescription", text: box.description)
                    writer.element("boundingCoordinates") { writer in
                        writer.element("westBoundingCoordinate", text: Self.decimal(box.west))
                        writer.element("eastBoundingCoordinate", text: Self.decimal(box.east))
                        writer.element("northBoundingCoordinate", text: Self.decimal(box.north))
                        writer.element("southBoundingCoordinate", text: Self.decimal(box.south))
                    }
                }
            }
            if let period = temporalCoverage {
                writer.element("temporalCoverage") { writer in
                    writer.element("rangeOfDates") { writer in
                        writer.element("beginDate") { $0.element("calendarDate", text: period.begin) }
                        writer.element("endDate") { $0.element("calendarDate", text: period.end) }
                    }
                }
            }
        }
    }

    /// Degrees without an exponent, which `xs:decimal` does not know, to seven places (a centimetre).
    private static func decimal(_ value: Double) -> String {
        let scaled = (value * 1e7).rounded()
        guard let units = Int64(exactly: scaled) else { return "0" }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, 8 - digits.count)) + digits
        var fraction = padded.suffix(7)
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return (units < 0 ? "-" : "") + padded.dropLast(7) + "." + fraction
    }

    private func writeMethods(_ writer: inout XMLTextWriter) {
        guard !methodSteps.isEmpty else { return }
        writer.element("methods") { writer in
            for (position, step) in methodSteps.enumerated() {
                writer.element("methodStep") { $0.element("description") { $0.element("para", text: step) } }
                if position == methodSteps.count - 1, let sampling {
                    writer.element("sampling") { writer in
                        writer.element("studyExtent") { writer in
                            writer.element("description") { $0.element("para", text: sampling.extent) }
                        }
                        writer.element("samplingDescription") { $0.element("para", text: sampling.description) }
                    }
                }
            }
        }
    }

    private func writeAdditional(_ dateStamp: String, to writer: inout XMLTextWriter) {
        writer.element("additionalMetadata") { writer in
            writer.element("metadata") { writer in
                writer.element("gbif") { writer in
                    writer.element("dateStamp", text: dateStamp)
                    if let citation { writer.element("citation", text: citation) }
                }
            }
        }
    }
}
