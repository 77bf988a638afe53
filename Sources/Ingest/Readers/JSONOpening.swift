import Formats

extension OpenedDelivery {
    /// Opens JSON: what the NDFF's interface takes and gives, GeoJSON, or objects in a list or one a line.
    static func openJSON(_ entry: DeliveryEntry, _ declared: DeclaredForm) throws -> OpenedDelivery {
        let path = entry.path
        let head = try entry.head(headBytes)
        let detection = EncodingDetection.detect(head, isWhole: head.count < headBytes)
        // JSON is Unicode; only UTF-16 is told from UTF-8, by its marks or its NULs.
        let isWide = detection.encoding == .utf16LittleEndian || detection.encoding == .utf16BigEndian
        let encoding = isWide ? detection.encoding : .utf8
        func cursor() throws -> JSONCursor {
            let source = try entry.open()
            return JSONCursor(isWide ? TranscodingSource(source, encoding: encoding) : source, path: path)
        }
        do {
            let shape = try JSONShape(cursor)
            switch shape.kind {
            case .refused(let what):
                throw DeliveryError(.notObservations, path: path, message: "no observations, but \(what)")
            case .ndff:
                let relations = shape.isBulk ? try NDFFRelations(cursor()) : nil
                return try openNDFF(path, shape, relations, encoding: encoding, cursor: cursor)
            case .features, .objects:
                let layout = try JSONObjectLayout(JSONRecordWalk(cursor(), decide: shape.step), shape: shape)
                guard !layout.columns.isEmpty else {
                    throw DeliveryError(
                        .notObservations, path: path,
                        message: shape.kind == .features
                            ? "features without properties: shapes, but no observations" : "no objects with values in them")
                }
                let columns = layout.columnNames
                let opened = OpenedDelivery(
                    path: path, format: shape.kind == .features ? .geoJSON : .jsonLines, columns: columns,
                    fileColumnCount: columns.count, encoding: encoding,
                    parts: [{ JSONObjectReader(JSONRecordWalk(try cursor(), decide: shape.step), layout: layout) }])
                return opened.correcting(as: JSONCorrection(shape: shape, isLines: layout.isLines, cursor: cursor))
            }
        } catch let error as JSONError {
            throw DeliveryError(.unreadable, path: path, line: error.line, message: "column \(error.column): \(error.message)")
        }
    }

    private static func openNDFF(
        _ path: String, _ shape: JSONShape, _ relations: NDFFRelations?, encoding: TextEncoding,
        cursor: @escaping () throws -> JSONCursor
    ) throws -> OpenedDelivery {
        let columns = NDFFObservationReader.columns + (shape.isCorrection ? NDFFObservationReader.correctionColumns : [])
        let opened = OpenedDelivery(
            path: path, format: .ndffJSON, columns: columns, fileColumnCount: columns.count, encoding: encoding,
            knownProfile: NDFFObservationReader.profile,
            parts: [
                {
                    NDFFObservationReader(
                        JSONRecordWalk(try cursor(), decide: shape.step), relations: relations ?? NDFFRelations(),
                        isCorrection: shape.isCorrection)
                }
            ])
        return opened.correcting(as: NDFFCorrection(shape: shape, cursor: cursor))
    }
}

extension NDFFObservationReader {
    /// What the members of an observation mean.
    static let profile: SupplierProfile = {
        var profile = SupplierProfile(name: "ndff-json", version: 1)
        profile.description = "Observations as the NDFF's interface takes and gives them"
        profile.format = .ndffJSON
        profile.missingColumns = .ignore
        let fields: [(ProfileField, String)] = [
            (.identity, "identity"), (.operation, "operation"), (.taxonURI, "taxon"), (.periodStart, "periodStart"),
            (.periodStop, "periodStop"), (.geometry, "geometry"), (.crs, "crs"), (.buffer, "buffer"),
            (.abundance, "abundanceValue"), (.abundanceSchema, "abundanceSchema"), (.lifeStage, "lifestage"),
            (.sex, "sex"), (.activity, "activity"), (.biotope, "biotope"),
            (.determinationMethod, "determinationMethod"), (.surveyMethod, "surveyMethod"),
            (.subjectType, "subjectType"), (.dwelling, "dwelling"), (.protocolCode, "protocol"),
            (.supplierStatus, "observationStatus"), (.observer, "observer"), (.dataset, "dataset"), (.visit, "visit"),
            (.evidence, "evidence"),
        ]
        for (field, column) in fields { profile.fields[field] = .columns([column]) }
        profile.fields[.basisOfRecord] = .constant("HumanObservation")
        return profile
    }()
}
