# State of this host; read by statusd.
TITLE='${title}'
STATE=/srv/status/state
EVERY=${every}
PEERS='<#list peers as peer>${peer}<#sep> </#list>'
