play('cron') {
    on 'host'
    cron 'tidy up', command: 'find /var/tmp -mtime +30 -delete', minute: '15', hour: '4'
    cron('report') {
        file 'berth-report'
        special weekly
        command '/usr/bin/df -h'
        variables MAILTO: 'root'
    }
}
