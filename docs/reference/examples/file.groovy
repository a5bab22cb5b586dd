variables dir: '/tmp/berth-example'

play('file') {
    on 'host'
    file "$dir/srv/www", state: 'directory', mode: '0750'
    file "$dir/srv/www/robots.txt", mode: 'u=rw,go=r'
    file "$dir/www", state: 'link', target: 'srv/www'
    file "$dir/srv/old", state: 'absent', recursive: true
}
