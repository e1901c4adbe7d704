/**
 * Functions of Redshift that the stand-in lacks: 0A000 where one that nobody knows is 42883. Spatial ones (ST_…)
 * are told by their name.
 */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set(
  `json_parse json_serialize json_serialize_to_varbyte json_size json_typeof array array_concat array_flatten
  get_array_length split_to_array subarray object object_transform is_array is_object is_scalar is_bigint
  is_boolean is_char is_decimal is_float is_integer is_smallint is_varchar lower_attribute_names
  upper_attribute_names
  hll hll_create_sketch hll_cardinality hll_combine hll_combine_sketches farmfingerprint64 to_varbyte from_varbyte
  from_hex to_geometry geometrytype addbbox dropbbox supportsbbox h3_boundary h3_center h3_fromlonglat
  h3_frompoint h3_isvalid h3_polyfill h3_resolution h3_tochildren h3_toparent geohash
  user_is_member_of role_is_member_of user_is_member_of_role has_assumerole_privilege has_role_privilege
  pg_get_iam_role_by_user pg_get_grantee_by_iam_role pg_get_session_roles pg_get_late_binding_view_cols pg_get_cols
  pg_cancel_backend pg_terminate_backend set_config slice_num change_query_priority change_session_priority
  change_user_priority explain_model sys_masking_context current_aws_account current_namespace
  current_session_arn default_iam_role assumerole last_user_query_id masked
  timeofday interval_cmp timetz_cmp timestamptz_cmp timestamptz_cmp_date timestamptz_cmp_timestamp
  date_cmp_timestamptz timestamp_cmp_timestamptz bttext_pattern_cmp bpcharcmp collate octetindex
  checksum text_to_int_alt text_to_numeric_alt bit_xor grouping grouping_id
  generate_series unnest pg_timezone_names pg_timezone_abbrevs pg_version getbbox has_model_privilege`.split(
    /\s+/,
  ),
);
