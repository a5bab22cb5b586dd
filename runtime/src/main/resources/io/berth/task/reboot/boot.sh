# Which boot this is. On a host whose kernel does not say: when it was.
cat /proc/sys/kernel/random/boot_id 2>/dev/null || stat -c %Y /proc/1
