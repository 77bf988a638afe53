/// The catalog's tables: those of DuckLake 1.0 as DuckDB 1.5.5 makes them, and our own registers (`ndff_…`) beside
/// them, which other readers of the format pass over.
enum CatalogSchema {
    static let version = "1.0"

    static let duckLake = """
        CREATE TABLE ducklake_metadata(key VARCHAR NOT NULL, value VARCHAR NOT NULL, scope VARCHAR, scope_id BIGINT);
        CREATE TABLE ducklake_snapshot(snapshot_id BIGINT PRIMARY KEY, snapshot_time TIMESTAMP, schema_version BIGINT, next_catalog_id BIGINT, next_file_id BIGINT);
        CREATE TABLE ducklake_snapshot_changes(snapshot_id BIGINT PRIMARY KEY, changes_made VARCHAR, author VARCHAR, commit_message VARCHAR, commit_extra_info VARCHAR);
        CREATE TABLE ducklake_schema(schema_id BIGINT PRIMARY KEY, schema_uuid VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT, schema_name VARCHAR, path VARCHAR, path_is_relative BIGINT);
        CREATE TABLE ducklake_table(table_id BIGINT, table_uuid VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT, schema_id BIGINT, table_name VARCHAR, path VARCHAR, path_is_relative BIGINT);
        CREATE TABLE ducklake_view(view_id BIGINT, view_uuid VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT, schema_id BIGINT, view_name VARCHAR, dialect VARCHAR, sql VARCHAR, column_aliases VARCHAR);
        CREATE TABLE ducklake_tag(object_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT, key VARCHAR, value VARCHAR);
        CREATE TABLE ducklake_column_tag(table_id BIGINT, column_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT, key VARCHAR, value VARCHAR);
        CREATE TABLE ducklake_data_file(data_file_id BIGINT PRIMARY KEY, table_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT, file_order BIGINT, path VARCHAR, path_is_relative BIGINT, file_format VARCHAR, record_count BIGINT, file_size_bytes BIGINT, footer_size BIGINT, row_id_start BIGINT, partition_id BIGINT, encryption_key VARCHAR, mapping_id BIGINT, partial_max BIGINT);
        CREATE TABLE ducklake_file_column_stats(data_file_id BIGINT, table_id BIGINT, column_id BIGINT, column_size_bytes BIGINT, value_count BIGINT, null_count BIGINT, min_value VARCHAR, max_value VARCHAR, contains_nan BIGINT, extra_stats VARCHAR);
        CREATE TABLE ducklake_file_variant_stats(data_file_id BIGINT, table_id BIGINT, column_id BIGINT, variant_path VARCHAR, shredded_type VARCHAR, column_size_bytes BIGINT, value_count BIGINT, null_count BIGINT, min_value VARCHAR, max_value VARCHAR, contains_nan BIGINT, extra_stats VARCHAR);
        CREATE TABLE ducklake_delete_file(delete_file_id BIGINT PRIMARY KEY, table_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT, data_file_id BIGINT, path VARCHAR, path_is_relative BIGINT, format VARCHAR, delete_count BIGINT, file_size_bytes BIGINT, footer_size BIGINT, encryption_key VARCHAR, partial_max BIGINT);
        CREATE TABLE ducklake_column(column_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT, table_id BIGINT, column_order BIGINT, column_name VARCHAR, column_type VARCHAR, initial_default VARCHAR, default_value VARCHAR, nulls_allowed BIGINT, parent_column BIGINT, default_value_type VARCHAR, default_value_dialect VARCHAR);
        CREATE TABLE ducklake_table_stats(table_id BIGINT, record_count BIGINT, next_row_id BIGINT, file_size_bytes BIGINT);
        CREATE TABLE ducklake_table_column_stats(table_id BIGINT, column_id BIGINT, contains_null BIGINT, contains_nan BIGINT, min_value VARCHAR, max_value VARCHAR, extra_stats VARCHAR);
        CREATE TABLE ducklake_partition_info(partition_id BIGINT, table_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT);
        CREATE TABLE ducklake_partition_column(partition_id BIGINT, table_id BIGINT, partition_key_index BIGINT, column_id BIGINT, transform VARCHAR);
        CREATE TABLE ducklake_file_partition_value(data_file_id BIGINT, table_id BIGINT, partition_key_index BIGINT, partition_value VARCHAR);
        CREATE TABLE ducklake_files_scheduled_for_deletion(data_file_id BIGINT, path VARCHAR, path_is_relative BIGINT, schedule_start TIMESTAMP);
        CREATE TABLE ducklake_inlined_data_tables(table_id BIGINT, table_name VARCHAR, schema_version BIGINT);
        CREATE TABLE ducklake_column_mapping(mapping_id BIGINT, table_id BIGINT, type VARCHAR);
        CREATE TABLE ducklake_name_mapping(mapping_id BIGINT, column_id BIGINT, source_name VARCHAR, target_field_id BIGINT, parent_column BIGINT, is_partition BIGINT);
        CREATE TABLE ducklake_schema_versions(begin_snapshot BIGINT, schema_version BIGINT, table_id BIGINT);
        CREATE TABLE ducklake_macro(schema_id BIGINT, macro_id BIGINT, macro_name VARCHAR, begin_snapshot BIGINT, end_snapshot BIGINT);
        CREATE TABLE ducklake_macro_impl(macro_id BIGINT, impl_id BIGINT, dialect VARCHAR, sql VARCHAR, type VARCHAR);
        CREATE TABLE ducklake_macro_parameters(macro_id BIGINT, impl_id BIGINT, column_id BIGINT, parameter_name VARCHAR, parameter_type VARCHAR, default_value VARCHAR, default_value_type VARCHAR);
        CREATE TABLE ducklake_sort_info(sort_id BIGINT, table_id BIGINT, begin_snapshot BIGINT, end_snapshot BIGINT);
        CREATE TABLE ducklake_sort_expression(sort_id BIGINT, table_id BIGINT, sort_key_index BIGINT, expression VARCHAR, dialect VARCHAR, sort_direction VARCHAR, null_order VARCHAR);
        """

    static let registers = """
        CREATE TABLE ndff_delivery(
            delivery_id INTEGER PRIMARY KEY, snapshot_id INTEGER, run_id TEXT, file_name TEXT NOT NULL, source TEXT NOT NULL,
            agreement TEXT, profile TEXT, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, format TEXT, encoding TEXT,
            status TEXT NOT NULL, message TEXT, received_at TEXT NOT NULL,
            read INTEGER NOT NULL, stored INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL, quarantined INTEGER NOT NULL, reasons TEXT NOT NULL DEFAULT '{}',
            problems TEXT NOT NULL DEFAULT '{}');
        CREATE INDEX ndff_delivery_sha256 ON ndff_delivery(sha256);
        CREATE TABLE ndff_quarantine(
            delivery_id INTEGER NOT NULL, record_number INTEGER NOT NULL, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL,
            reason TEXT NOT NULL, detail TEXT, PRIMARY KEY(delivery_id, record_number)) WITHOUT ROWID;
        CREATE TABLE ndff_run(
            run_id TEXT PRIMARY KEY, started_at TEXT NOT NULL, finished_at TEXT, outcome TEXT, record TEXT);
        CREATE TABLE ndff_release(
            release_id INTEGER PRIMARY KEY, snapshot_id INTEGER NOT NULL, format TEXT NOT NULL, path TEXT NOT NULL,
            sha256 TEXT NOT NULL, rows INTEGER NOT NULL, made_at TEXT NOT NULL);
        CREATE TABLE ndff_identity_run(
            path TEXT PRIMARY KEY, entries INTEGER NOT NULL, checksum TEXT NOT NULL, begin_snapshot INTEGER NOT NULL,
            end_snapshot INTEGER, position INTEGER NOT NULL);
        CREATE TABLE ndff_aligned_file(
            data_file_id INTEGER PRIMARY KEY, observation_file_id INTEGER NOT NULL);
        CREATE TABLE ndff_file_checksum(path TEXT PRIMARY KEY, xxh3 TEXT NOT NULL);
        CREATE TABLE ndff_rule_pack(
            identifier TEXT PRIMARY KEY, content_hash TEXT NOT NULL, first_used TEXT NOT NULL, is_example INTEGER NOT NULL);
        """

    /// What was added to the registers since the first stores were made.
    static let additions = """
        CREATE TABLE ndff_withdrawal(
            observation_id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL, record_number INTEGER NOT NULL,
            line INTEGER NOT NULL);
        ALTER TABLE ndff_delivery ADD COLUMN withdrawn_missing INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE ndff_quarantine ADD COLUMN repeats_delivery INTEGER;
        ALTER TABLE ndff_quarantine ADD COLUMN repeats_record INTEGER;
        ALTER TABLE ndff_quarantine ADD COLUMN closed_by INTEGER;
        ALTER TABLE ndff_quarantine ADD COLUMN closed_at TEXT;
        """

    /// What people judged. A verdict is never changed or removed; `in_force` marks, of those on one version of an
    /// observation, the one that counts.
    static let verdicts = """
        CREATE TABLE ndff_verdict_file(
            file_id INTEGER PRIMARY KEY, file_name TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE, snapshot_id INTEGER,
            taken_at TEXT NOT NULL, rows INTEGER NOT NULL, applied INTEGER NOT NULL, not_applied INTEGER NOT NULL,
            known INTEGER NOT NULL, open INTEGER NOT NULL);
        CREATE TABLE ndff_verdict(
            verdict_id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, line INTEGER NOT NULL, identity TEXT NOT NULL,
            observation_id INTEGER, version_seen INTEGER, content_seen TEXT, verdict TEXT NOT NULL, role TEXT NOT NULL,
            pseudonym TEXT NOT NULL, judged_at TEXT NOT NULL, reason TEXT NOT NULL, rule_pack TEXT NOT NULL,
            outcome TEXT NOT NULL, in_force INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX ndff_verdict_identity ON ndff_verdict(identity);
        CREATE UNIQUE INDEX ndff_verdict_in_force ON ndff_verdict(observation_id) WHERE in_force = 1;
        CREATE TABLE ndff_judged_with(setting TEXT PRIMARY KEY);
        INSERT INTO ndff_judged_with SELECT 'unknown' WHERE EXISTS(SELECT 1 FROM ndff_delivery WHERE snapshot_id IS NOT NULL);
        """
}
