/** Without these there is no node, so Asterisk is to stop at once rather than run half. */
const REQUIRED = ['res_stasis', 'res_pjsip', 'chan_pjsip', 'res_ari'];

/** What is loaded, in groups; everything else is not there to be attacked. chan_pjsip needs pubsub, res_ari websocket_client, cel_custom cdrel_custom. */
const LOADED = [
  ['res_timing_timerfd', 'res_sorcery_config', 'res_sorcery_astdb', 'res_sorcery_memory', 'res_crypto', 'res_pjproject', 'res_http_websocket', 'res_websocket_client'],
  ['res_rtp_asterisk', 'res_musiconhold', 'res_security_log'],
  ['res_pjsip_pubsub', 'res_pjsip_session', 'res_pjsip_sdp_rtp', 'res_pjsip_registrar', 'res_pjsip_outbound_registration'],
  ['res_pjsip_authenticator_digest', 'res_pjsip_outbound_authenticator_digest', 'res_pjsip_endpoint_identifier_ip', 'res_pjsip_endpoint_identifier_user'],
  ['res_pjsip_acl', 'res_pjsip_nat', 'res_pjsip_path', 'res_pjsip_rfc3326', 'res_pjsip_caller_id', 'res_pjsip_diversion', 'res_pjsip_dtmf_info'],
  ['res_pjsip_refer', 'res_pjsip_header_funcs', 'res_pjsip_dlg_options'],
  ['codec_ulaw', 'codec_alaw', 'codec_gsm', 'codec_g722', 'codec_resample', 'codec_a_mu', 'format_wav', 'format_pcm', 'format_gsm', 'format_sln'],
  ['bridge_simple', 'bridge_native_rtp', 'bridge_softmix', 'bridge_holding', 'chan_bridge_media', 'bridge_builtin_features'],
  ['res_ari_model', 'res_ari_applications', 'res_ari_asterisk', 'res_ari_bridges', 'res_ari_channels', 'res_ari_endpoints', 'res_ari_events'],
  ['res_ari_playbacks', 'res_ari_recordings', 'res_stasis_answer', 'res_stasis_playback', 'res_stasis_recording', 'res_stasis_snoop', 'app_stasis'],
  ['res_cdrel_custom', 'cel_custom'],
  ['pbx_config', 'app_playback', 'app_verbose', 'func_channel', 'func_callerid', 'func_logic', 'func_strings', 'func_hangupcause', 'func_timeout'],
].flat();

/** modules.conf */
export function modulesConf(): string {
  const lines = ['[modules]', 'autoload = no'];
  for (const name of REQUIRED) lines.push(`require = ${name}.so`);
  for (const name of LOADED) lines.push(`load = ${name}.so`);
  return `${lines.join('\n')}\n`;
}
