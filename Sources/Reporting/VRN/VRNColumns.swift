import Columns
import Observations

/// The columns of a batch that the tables rest on.
struct VRNColumns {
    let rowCount: Int
    let deliveryID: Column<Int64>
    let speciesID: CodedText
    let soortgroep: CodedText
    let occurrenceStatus: CodedText
    let periodStart: Column<Int64>
    let periodStop: Column<Int64>
    let x: Column<Double>
    let y: Column<Double>
    let latitude: Column<Double>
    let longitude: Column<Double>
    let locationType: CodedText
    let geometry: PlainText
    let uncertainty: Column<Double>
    let province: Column<Int32>
    let protocolCode: CodedText
    let status: CodedText

    static let read: [ObservationColumn] = [
        .deliveryID, .speciesID, .soortgroep, .occurrenceStatus, .periodStart, .periodStop, .x, .y, .latitude,
        .longitude, .locationType, .geometry, .uncertainty, .province, .protocolCode,
    ]

    init(_ observations: ColumnBatch, assessments: ColumnBatch) throws(VRNError) {
        let reader = Reader(batch: observations, rows: observations.rowCount)
        rowCount = observations.rowCount
        deliveryID = try reader.int64(.deliveryID)
        speciesID = try reader.coded(ObservationColumn.speciesID.rawValue)
        soortgroep = try reader.coded(ObservationColumn.soortgroep.rawValue)
        occurrenceStatus = try reader.coded(ObservationColumn.occurrenceStatus.rawValue)
        periodStart = try reader.timestamp(.periodStart)
        periodStop = try reader.timestamp(.periodStop)
        x = try reader.double(.x)
        y = try reader.double(.y)
        latitude = try reader.double(.latitude)
        longitude = try reader.double(.longitude)
        locationType = try reader.coded(ObservationColumn.locationType.rawValue)
        geometry = try reader.plain(.geometry)
        uncertainty = try reader.double(.uncertainty)
        province = try reader.int32(.province)
        protocolCode = try reader.coded(ObservationColumn.protocolCode.rawValue)
        status = try Reader(batch: assessments, rows: rowCount).coded(AssessmentColumn.status.rawValue)
    }

    private struct Reader {
        let batch: ColumnBatch
        let rows: Int

        func data(_ name: String) throws(VRNError) -> ColumnData {
            guard let data = batch[name] else { throw .missingColumn(name) }
            guard data.count == rows else {
                throw .misaligned(what: "column '\(name)'", rows: data.count, expected: rows)
            }
            return data
        }

        func coded(_ name: String) throws(VRNError) -> CodedText {
            guard case .coded(let column) = try data(name) else { throw .wrongKind(column: name) }
            return column
        }

        func plain(_ column: ObservationColumn) throws(VRNError) -> PlainText {
            guard case .plain(let content) = try data(column.rawValue) else {
                throw .wrongKind(column: column.rawValue)
            }
            return content
        }

        func double(_ column: ObservationColumn) throws(VRNError) -> Column<Double> {
            guard case .double(let content) = try data(column.rawValue) else {
                throw .wrongKind(column: column.rawValue)
            }
            return content
        }

        func int32(_ column: ObservationColumn) throws(VRNError) -> Column<Int32> {
            guard case .int32(let content) = try data(column.rawValue) else {
                throw .wrongKind(column: column.rawValue)
            }
            return content
        }

        func int64(_ column: ObservationColumn) throws(VRNError) -> Column<Int64> {
            guard case .int64(let content) = try data(column.rawValue) else {
                throw .wrongKind(column: column.rawValue)
            }
            return content
        }

        func timestamp(_ column: ObservationColumn) throws(VRNError) -> Column<Int64> {
            guard case .timestamp(let content) = try data(column.rawValue) else {
                throw .wrongKind(column: column.rawValue)
            }
            return content
        }
    }
}
