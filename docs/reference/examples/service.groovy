play('service') {
    on 'host'
    service 'cron', state: started, enabled: true
    service 'exim4', state: stopped, enabled: masked
}
