import Foundation
import Outside

/// Deliveries that the usual clients (GDAL by way of pyogrio, pyshp, pyarrow) wrote, made once a run.
enum SpatialSamples {
    static let folder: Result<String, any Error> = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spatial-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Outside.python(script, [folder])
        return folder
    }

    static func file(_ name: String) throws -> String { try "\(folder.get())/\(name)" }

    private static let script = """
        import sys, math, zipfile, os, json
        import numpy as np, shapely, pyogrio, shapefile
        import pyarrow as pa, pyarrow.parquet as pq
        out = sys.argv[1] + '/'

        def write(path, layer, geometry, columns, crs='EPSG:28992', driver='GPKG', kind='Unknown', **more):
            fields = list(columns)
            data = [np.array(columns[name], dtype=object if isinstance(columns[name][0], str) or columns[name][0] is None else None)
                    for name in fields]
            pyogrio.raw.write(out + path, shapely.to_wkb(np.array(geometry, dtype=object)), data, fields, layer=layer,
                              geometry_type=kind, crs=crs, driver=driver, **more)

        def square(x, y, side): return shapely.box(x, y, x + side, y + side)
        def octagon(x, y, r, turn=0.0):
            ring = [(x + r * math.cos(turn + i * math.pi / 4), y + r * math.sin(turn + i * math.pi / 4)) for i in range(8)]
            return shapely.Polygon(ring)

        # The NDFF's observations: 26 fields; one record under two squares, one blurred to a year and 5 km.
        names = ['Identiteit', 'Soortgroep', 'Naam soort', 'Wetenschappelijke naam', 'Periode start', 'Periode stop',
                 'Vervaging', 'Hoknummer', 'Hok grootte', 'Telonderwerp', 'Beleidsstatus', 'Aantal',
                 'Schaal (telmethode)', 'Bronhouder', 'Protocol', 'Stadium', 'Sekse', 'Gedrag', 'Doodsoorzaak',
                 'Determinatiemethode', 'Zoek- of vangmethode', 'Apparatuur', 'Oorsprong', 'Biotoop', 'Substraat',
                 'Verblijfplaats']
        def row(identity, start, stop, blur, square_number, count):
            return [identity, 'Amfibieën', 'Gewone pad', 'Bufo bufo', start, stop, blur, square_number, '1x1km',
                    'levend exemplaar', 'Andere soorten', count, 'exact aantal', 'RAVON', '100.000 losse waarnemingen',
                    'adult', 'man', 'roepend', None, 'gezien', 'vrije waarneming', None, 'inheems', 'poel', None, None]
        rows = [row('a' * 64, '2021-05-03 10:15:00', '2021-05-03 10:15:00', None, '155-463', '3'),
                row('a' * 64, '2021-05-03 10:15:00', '2021-05-03 10:15:00', None, '156-463', '3'),
                row('b' * 64, '2019-01-01 00:00:00', '2020-01-01 00:00:00', 'Vervaagd naar 5 km', '155-460', '1'),
                row('c' * 64, '2018', '2018', 'vervaagd: 10 km', '150-460', '1'),
                row('d' * 64, '2021-06-01', '2021-06-02', 'geen', '155-463', '2'),
                row('d' * 64, '2021-06-01', '2021-06-02', 'geen', '155-463', '4')]
        shapes = [octagon(155100, 463200, 10), octagon(155100, 463200, 10), square(155000, 460000, 5000),
                  shapely.MultiPolygon([square(150000, 460000, 10000)]), square(155000, 463000, 1000),
                  square(155000, 463000, 1000)]
        write('waarnemingen.gpkg', 'waarnemingen', shapes,
              {name: [r[i] for r in rows] for i, name in enumerate(names)}, kind='Unknown')

        # The classic delivery.
        classic = {
            'obs_uri': ['http://ndff-ecogrid.nl/obs/1', 'http://ndff-ecogrid.nl/obs/2', 'http://ndff-ecogrid.nl/obs/3'],
            'soort_ned': ['gewone pad', 'das', 'das'], 'soort_wet': ['Bufo bufo', 'Meles meles', 'Meles meles'],
            'srtgroepen': ['amfibieën', 'zoogdieren', 'zoogdieren'], 'orig_aant': ['2', '1', '5'],
            'eenheid': ['exact aantal', 'exact aantal', 'exact aantal'],
            'centrumx': [155100.0, 148000.5, 152500.0], 'centrumy': [463200.0, 461000.25, 462500.0],
            'area_m2': [282.8427, 70.7107, 25000000.0], 'loc_type': ['punt', 'punt', 'hok'],
            'vervaagd': ['nee', 'nee', '5 km'],
            'datm_start': ['03-05-2020', '2020-04-01', '1-1-2019'], 'datm_stop': ['03-05-2020', '2020-04-01', '1-1-2020'],
            'stadium': ['adult', 'adult', 'onbekend'], 'kwliteit': ['betrouwbaar'] * 3, 'sessionid': [0, 0, 12]}
        places = [octagon(155100, 463200, 10, 0.2), octagon(148000.5, 461000.25, 5), square(150000, 460000, 5000)]
        os.makedirs(out + 'klassiek')
        write('klassiek/levering.shp', 'levering', places, classic, driver='ESRI Shapefile', kind='Polygon',
              encoding='ISO-8859-1')
        write('klassiek.gpkg', 'klassiek', places, classic, kind='Polygon')
        with zipfile.ZipFile(out + 'klassiek.zip', 'w', zipfile.ZIP_DEFLATED) as z:
            for name in os.listdir(out + 'klassiek'): z.write(out + 'klassiek/' + name, 'map/' + name)

        # Every kind of shape, with deleted rows and all dBASE types, by pyshp.
        def shapes_of(name, kind, draw):
            w = shapefile.Writer(out + name, shapeType=kind, encoding='cp1252')
            w.field('id', 'C', 20); w.field('soort', 'C', 40); w.field('datum', 'D'); w.field('aantal', 'N', 9, 0)
            w.field('hoogte', 'F', 12, 3); w.field('zeker', 'L'); w.field('memo', 'M')
            draw(w)
            w.close()
            open(out + name + '.prj', 'w').write(pyogrio_prj)
        pyogrio_prj = open(out + 'klassiek/levering.prj').read()
        import datetime
        day = datetime.date(2021, 5, 3)
        def rows_of(w, n):
            for i in range(n): w.record(f'id-{i}', 'Bufo bufo – é', day, i + 1, 1.5, True, '')
        def points(w):
            w.point(155000.5, 463000.25); w.null(); w.point(1, 2)
            rows_of(w, 3)
        shapes_of('punten', shapefile.POINT, points)
        def z(w):
            w.pointz(155000.5, 463000.25, 12, 1); rows_of(w, 1)
        shapes_of('puntenz', shapefile.POINTZ, z)
        def m(w):
            w.linem([[[155000, 463000, 1], [155100, 463000, 2]], [[1, 2, 3], [4, 5, 6]]])
            rows_of(w, 1)
        shapes_of('lijnenm', shapefile.POLYLINEM, m)
        def multi(w):
            w.multipoint([[155000, 463000], [155001, 463001]]); rows_of(w, 1)
        shapes_of('multi', shapefile.MULTIPOINT, multi)
        def rings(w):
            outer = [[0, 0], [0, 100], [100, 100], [100, 0], [0, 0]]
            hole = [[10, 10], [20, 10], [20, 20], [10, 20], [10, 10]]
            other = [[200, 0], [200, 50], [250, 50], [250, 0], [200, 0]]
            w.poly([outer, hole, other]); w.poly([list(reversed(outer))]); rows_of(w, 2)
        shapes_of('ringen', shapefile.POLYGON, rings)
        # The second row of `punten` is marked as deleted.
        with open(out + 'punten.dbf', 'r+b') as f:
            head = f.read(12); start = head[8] | head[9] << 8; length = head[10] | head[11] << 8
            f.seek(start + length); f.write(b'*')
        # A table cut short.
        data = open(out + 'ringen.dbf', 'rb').read()
        os.makedirs(out + 'kapot'); open(out + 'kapot/half.dbf', 'wb').write(data[:-150])

        # Parquet: the columns of GBIF's simple download, and GeoParquet.
        stamp = [datetime.datetime(2021, 5, 3, 10, 15), datetime.datetime(2021, 5, 4), None]
        table = pa.table({
            'gbifid': ['1', '2', '3'], 'scientificname': pa.array(['Bufo bufo', None, 'Meles meles']).dictionary_encode(),
            'eventdate': pa.array(stamp, pa.timestamp('us')), 'decimallatitude': [52.155, 52.25, None],
            'decimallongitude': [5.387, 5.5, None], 'individualcount': pa.array([1, None, 3], pa.int32()),
            'coordinateuncertaintyinmeters': pa.array([10.0, 0.1, 1e9]), 'dateidentified': pa.array([day, None, day]),
            'mediatype': pa.array([['StillImage', 'Sound'], [], None], pa.list_(pa.string())),
            'issue': pa.array([['A'], None, ['B', None, 'C']], pa.list_(pa.string())),
            'hasissues': [True, False, None], 'height': pa.array([0.1, None, 2.0], pa.float32()),
            'nested': pa.array([{'a': 1, 'b': 'x'}] * 3)})
        for version in ['1.0', '2.6']:
            for page in ['1.0', '2.0']:
                pq.write_table(table, out + f'gbif-{version}-{page}.parquet', version=version, data_page_version=page,
                               row_group_size=2, compression='snappy' if page == '1.0' else 'zstd')
        # Types that only become text.
        from decimal import Decimal
        import uuid
        time = datetime.time
        odd = pa.table({
            'id': ['t1', 't2', 't3', 't4'],
            'aantal': pa.array([Decimal('3.00'), Decimal('-0.05'), None, Decimal('1200.50')], pa.decimal128(9, 2)),
            'lang': pa.array([Decimal('-12345678901234567890123456789012345678'), Decimal(0), None, Decimal(7)], pa.decimal128(38, 0)),
            'plaats': pa.array([Decimal('52.155123'), None, Decimal('-5.4'), Decimal('0.000001')], pa.decimal128(16, 6)),
            'tijd': pa.array([time(10, 15), None, time(0, 0), time(23, 59, 59, 500000)], pa.time64('us')),
            'tijd_ms': pa.array([time(10, 15, 30), None, time(0, 0), time(1, 2, 3, 40000)], pa.time32('ms')),
            'nummer': pa.array([uuid.UUID(int=1).bytes, None, uuid.UUID('b2f5ff47-4366-4c4b-9f5f-3f4c5a2d1e6a').bytes, bytes(16)], pa.uuid()),
            'vast': pa.array([b'abcd', None, b'x' + bytes(3), bytes(4)], pa.binary(4)),
            'half': pa.array(np.array([1.5, -2, 0, 0.1], dtype=np.float16)),
            'soort': ['Bufo bufo'] * 4, 'datum': [day] * 4, 'x': [155000] * 4, 'y': [463000] * 4,
        })
        for name, options in {
            'vast': dict(use_dictionary=False), 'boek': dict(), 'geheel': dict(store_decimal_as_integer=True, data_page_version='2.0'),
            'verdeeld': dict(use_dictionary=False, use_byte_stream_split=['aantal', 'lang', 'vast']),
            'delta': dict(use_dictionary=False, column_encoding={'aantal': 'DELTA_BYTE_ARRAY', 'lang': 'DELTA_BYTE_ARRAY', 'vast': 'DELTA_BYTE_ARRAY'}),
        }.items():
            pq.write_table(odd, out + f'getypt-{name}.parquet', **options)
        def geo(encoding, crs): return {b'geo': json.dumps({'version': '1.1.0', 'primary_column': 'plek', 'columns': {
            'plek': {'encoding': encoding, 'geometry_types': [], **crs}}}).encode()}
        base = {'id': ['w1', 'w2', 'w3'], 'soort': ['Bufo bufo'] * 3, 'datum': [day] * 3}
        rd = {'crs': {'type': 'ProjectedCRS', 'name': 'Amersfoort / RD New', 'id': {'authority': 'EPSG', 'code': 28992}}}
        wkb = pa.array(shapely.to_wkb(np.array([shapely.Point(155000.5, 463000), None, octagon(155100, 463200, 10)], dtype=object)).tolist(), pa.binary())
        t = pa.table({**base, 'plek': wkb}); pq.write_table(t.replace_schema_metadata(geo('WKB', rd)), out + 'rd.parquet')
        wkb = pa.array([shapely.to_wkb(shapely.Point(5.387, 52.155), byte_order=0)] * 3, pa.binary())
        t = pa.table({**base, 'plek': wkb}); pq.write_table(t.replace_schema_metadata(geo('WKB', {})), out + 'wgs.parquet')
        point = pa.array([{'x': 155000.5, 'y': 463000.0}, None, {'x': 1.0, 'y': 2.0}], pa.struct([('x', pa.float64()), ('y', pa.float64())]))
        t = pa.table({**base, 'plek': point}); pq.write_table(t.replace_schema_metadata(geo('point', rd)), out + 'punt.parquet')

        # Layers: two with observations, a table of attributes, one without.
        def obs(prefix): return {'id': [prefix + '1', prefix + '2'], 'soort': ['Bufo bufo'] * 2, 'datum': ['2021-05-03'] * 2}
        write('lagen.gpkg', 'oost', [shapely.Point(155000, 463000), None], obs('o'), kind='Point')
        write('lagen.gpkg', 'west', [shapely.Point(5.387, 52.155)] * 2, {**obs('w'), 'opmerking': ['x', 'y']}, crs='EPSG:4326', kind='Point', append=True)
        write('lagen.gpkg', 'gebied', [square(0, 0, 10)], {'naam': ['gebied']}, kind='Polygon', append=True)
        """
}
