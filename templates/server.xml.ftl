<#--
  A server that is placed once: UEFI or BIOS, memory and processors that grow while it runs, any disks and cards, a serial console
  kept in a log, a screen on the host's loopback address, guest agent.

  Variables, all optional, of the guest, its host or the playbook:
    domainType  kvm; qemu where the host has no KVM for its guests
    machine     q35
    cpu         host-passthrough; with domainType qemu maximum
    kernel, initrd, cmdline, init, root
                direct kernel boot: the kernel and its initial RAM disk on the host, further kernel arguments, the program that is the
                guest's first, and its root (vda1); without kernel the guest boots from its first disk
    diskCache   none: of disks that say none of their own
    bootMenu    whether the firmware asks what to boot
-->
<#assign type = vars.domainType!"kvm">
<domain type="${type}"<#if qemuArguments?has_content> xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0"</#if>>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit="KiB">${maxMemoryKib}</memory>
  <currentMemory unit="KiB">${memoryKib}</currentMemory>
  <vcpu<#if maxVcpus != vcpus> current="${vcpus}"</#if>>${maxVcpus}</vcpu>
  <os<#if uefi> firmware="efi"</#if>>
    <type arch="x86_64" machine="${vars.machine!"q35"}">hvm</type>
    <#if vars.kernel??>
    <kernel>${vars.kernel}</kernel>
    <#if vars.initrd??>
    <initrd>${vars.initrd}</initrd>
    </#if>
    <cmdline>console=ttyS0 root=/dev/${vars.root!"vda1"}<#if vars.cmdline??> ${vars.cmdline}</#if><#if vars.init??> init=${vars.init}</#if></cmdline>
    <#else>
    <boot dev="hd"/>
    <boot dev="cdrom"/>
    </#if>
    <#if vars.bootMenu!false>
    <bootmenu enable="yes"/>
    </#if>
  </os>
  <features>
    <acpi/>
    <apic/>
    <#if type == "qemu">
    <tcg>
      <tb-cache unit="MiB">64</tb-cache>
    </tcg>
    </#if>
  </features>
  <cpu mode="${vars.cpu!((type == "qemu")?then("maximum", "host-passthrough"))}"/>
  <clock offset="utc"/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <#list disks as disk>
    <disk type="${disk.type}" device="${disk.device}">
      <driver name="qemu" type="${disk.format}" cache="${disk.cache!vars.diskCache!"none"}"<#if disk.device == "disk"> discard="${disk.discard}"</#if>/>
      <source ${(disk.type == "block")?then("dev", "file")}="${disk.path}"/>
      <target dev="${disk.target}" bus="${disk.bus}"/>
      <#if disk.readonly>
      <readonly/>
      </#if>
    </disk>
    </#list>
    <#list nics as nic>
    <interface type="${nic.type}">
      <mac address="${nic.mac}"/>
      <#if nic.type == "bridge">
      <source bridge="${nic.bridge}"/>
      <#else>
      <source network="${nic.network}"/>
      </#if>
      <model type="${nic.model}"/>
      <#if vars.kernel??>
      <rom enabled="no"/>
      </#if>
    </interface>
    </#list>
    <#if disks?filter(disk -> disk.bus == "scsi")?has_content>
    <controller type="scsi" index="0" model="virtio-scsi"/>
    </#if>
    <serial type="pty">
      <target port="0"/>
      <log file="/var/log/libvirt/qemu/${name}-serial.log" append="off"/>
    </serial>
    <console type="pty">
      <target type="serial" port="0"/>
    </console>
    <channel type="unix">
      <target type="virtio" name="org.qemu.guest_agent.0"/>
    </channel>
    <#if display != "none">
    <graphics type="${display}" autoport="yes">
      <listen type="address" address="127.0.0.1"/>
    </graphics>
    <video>
      <model type="${(display == "spice")?then("qxl", "vga")}"/>
    </video>
    </#if>
    <rng model="virtio">
      <backend model="random">/dev/urandom</backend>
    </rng>
    <memballoon model="virtio"/>
    <#if !disks?filter(disk -> disk.bus == "usb")?has_content>
    <controller type="usb" model="none"/>
    </#if>
  </devices>
  <#if qemuArguments?has_content>
  <qemu:commandline>
    <#list qemuArguments as argument>
    <qemu:arg value="${argument}"/>
    </#list>
  </qemu:commandline>
  </#if>
</domain>
