<domain type="qemu"><name>${slot.name}</name></domain>
