# manifest.pl DIRECTORY: all there is to know of a tree, an entry a line, by programs that no part of berth's copying uses in this way:
# name, type, permissions, owner, time to the nanosecond, device, size, whether it has holes, the first name of the same inode, target or content,
# extended attributes with access lists and capabilities. What does not print is in octal.
use strict;
use warnings;

my $root = shift;
chdir $root or die "$root: $!";
sub shown { my $text = shift; $text =~ s/([^\x21-\x5b\x5d-\x7e])/sprintf '\\%03o', ord $1/ge; $text }
sub fields { my ($command) = @_; open my $in, '-|', 'sh', '-c', $command or die; local $/ = "\0"; my @all = <$in>; close $in or die "$command: $?"; chomp @all; @all }

my $all = 'find . -name lost+found -prune -o ';
my (%line, %first, %names, %content, %attribute);
my @stat = fields("$all -print0 | xargs -0 stat --printf '%n\\0%f\\0%u:%g\\0%.9Y\\0%t:%T\\0%s\\0%b\\0%h\\0%d:%i\\0'");
my @sums = fields("$all -type f -print0 | sort -z | xargs -0 -r sha256sum -z");
for (@sums) { my ($sum, $name) = /^(\w+)  (.*)$/s or die; $content{$name} = substr $sum, 0, 16 }
open my $in, '-|', 'sh', '-c', "$all -print0 | xargs -0 getfattr -h -d -m - -e hex --" or die;
my $of;
while (<$in>) {
    chomp;
    # what it escapes is in octal already
    if (/^# file: (.*)/) { $of = $1; $of =~ s/\\([0-7]{3})/chr oct $1/ge; $of = "./$of" if $of !~ m{^\.(/|$)} }
    elsif (/^(.+?)=0x(\w*)$/ || /^(.+)$/) { push @{$attribute{$of}}, "$1=" . ($2 // '') unless $1 =~ /^trusted\.SGI_ACL/ }
}
close $in or die;
while (my ($name, $mode, $owner, $time, $device, $size, $blocks, $links, $inode) = splice @stat, 0, 9) {
    my $type = hex($mode) >> 12;
    $first{$inode} = $name if !defined $first{$inode} || $name lt $first{$inode};
    $line{$name} = sub {
        join ' ', shown($name), $mode, $owner, $time,
            $type == 2 || $type == 6 ? "device $device" : (), $type == 8 ? "size $size" . ($blocks * 512 + 65536 < $size ? ' holes' : '') : (),
            $type != 4 && $links > 1 ? "$links links " . shown($first{$inode}) : (),
            $type == 10 ? '-> ' . shown(readlink $name) : $content{$name} // (), map { shown($_) } sort @{$attribute{$name} // []};
    };
}
print $line{$_}->(), "\n" for sort keys %line;
