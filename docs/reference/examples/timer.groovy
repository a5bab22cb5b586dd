play('timer') {
    on 'host'
    timer('trim') {
        calendar 'Mon *-*-* 05:00'
        command '/sbin/fstrim', '--all'
        description 'Gives unused blocks back'
        spread 10.minutes
    }
}
