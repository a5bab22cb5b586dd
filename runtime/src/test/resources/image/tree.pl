# tree.pl SEED DIRECTORY [nosockets|NUMBER[,NUMBER]...]: makes a tree at random of all that a system can have, the same for the same
# seed; of that, only the entries of these numbers, for whoever looks for the smallest tree that shows something. Says how many there are.
# All is drawn before anything is made: what is left out changes nothing of the rest.
use strict;
use warnings;
use Socket;

my ($seed, $root, $only) = @ARGV;
srand($seed);
my @odd = ("new\nline", "-rf", " ", "tab\there", "quote'\"\\", "\xff\xfe", "\xc3\xbc\xe2\x98\x83", '$(touch x)', "a" x 200, '*', "trail ", "..x", "x..",
    "back\\slash", "=%3D", "ctrl\x01\x7f", "\r", "#x", "./" . "b" x 120 . "/" . "c" x 120);
my @modes = (0644, 0755, 04755, 02755, 0600, 01777, 0000, 06711);
my (@made, $n);
my @dirs = ('.', 'etc', 'usr', 'usr/lib');
sub pick { $_[rand @_] }
sub name { $n++; my $odd = pick(@odd); pick(@dirs) . '/' . (rand() < .5 ? $odd . $n : "f$n") }
sub bytes { join '', map { chr int rand 256 } 1 .. $_[0] }
sub sh { system(@_) == 0 or die "@_: $?" }
sub around { my $at = shift; my $dir = ''; while ($at =~ m{([^/]*)/}g) { $dir .= "$1/"; mkdir $dir } }
# once all is there: the number of who wants it, what, and on what
my (@attributes, @times);
sub of { my ($at, $what) = @_; push @attributes, [scalar @made, $at, $what] }
sub add { push @made, $_[0] }

# Attributes of any class; only files and directories have those of users.
sub attributes {
    my ($at, $kind) = @_;
    my @names = ('trusted.b', 'trusted.=%3D', "trusted.n\xc3\xbc", 'security.x');
    push @names, 'user.a' . int(rand 9), 'user.with space', 'user.a=b%c', "user.\xff" if $kind =~ /file|dir/;
    my %drawn = map { pick(@names) => '0x' . unpack('H*', bytes(pick(0, 1, 20, 200))) } 1 .. rand 4;
    of($at, sub { sh('setfattr', '-h', '-n', $_, '-v', $drawn{$_}, '--', $at) for sort keys %drawn }) if %drawn;
    return if $kind eq 'link';
    my ($acl, $default) = (rand() < .3 && 'u:' . int(rand 60000) . ':' . pick('r', 'rwx', '-') . ',g:daemon:rx' . pick('', ',m::r'), $kind eq 'dir' && rand() < .5);
    of($at, sub { sh('setfacl', '-m', $acl, '--', $at) }) if $acl;
    of($at, sub { sh('setfacl', '-d', '-m', 'u:12:rwx', '--', $at) }) if $default;
}
sub owned {
    my $at = shift;
    my ($uid, $gid, $mode) = (int rand 70000, int rand 70000, pick(@modes));
    of($at, sub { chown $uid, $gid, $at or die; chmod $mode, $at or die });
}

for (1 .. 5) {
    my $dir = name();
    push @dirs, $dir;
    owned($dir); attributes($dir, 'dir');
    add(sub { around("$dir/") });
}
my @files;
for my $number (1 .. 9) {
    my $at = name();
    my $content = rand() < .85 ? bytes(int rand 5000) : '';
    my ($hole, $tail, $size) = (rand() < .3, rand() < .5, (3 << 20) + int rand 100);
    my $capable = rand() < .2 && pick('cap_net_raw+ep', 'cap_net_admin,cap_chown=eip');
    my $file = @made;
    push @files, [$file, $at];
    owned($at); attributes($at, 'file');
    of($at, sub { sh('setcap', $capable, $at) }) if $capable;
    add(sub {
        around($at);
        open my $out, '>', $at or die "$at: $!";
        print $out $content;
        if ($hole) { seek $out, 1 << 20, 1; print $out 'end' if $tail; truncate $out, $size }
    });
}
sub special { my ($kind, @how) = @_; my $at = name(); owned($at) if $kind ne 'link'; attributes($at, $kind); push @files, [scalar @made, $at]; add(sub { around($at); $how[0]->($at) }) }
{
    my $at = name(); my $long = pick(10, 90, 300, 900);
    attributes($at, 'link'); add(sub { around($at); symlink join('/', ('l' x 100) x ($long / 100), 'end'), $at or die $! });
}
special('link', sub { symlink '../../../etc/passwd', $_[0] or die $! });
special('fifo', sub { sh('mkfifo', '--', $_[0]) });
{ my $minor = int rand 300; special('device', sub { sh('mknod', '--', $_[0], 'c', 0, 0) }) if rand() < .5; special('device', sub { sh('mknod', '--', $_[0], 'b', 259, $minor) }) }
{ my ($at, $minor) = ("dev/c$n", int rand 70000); owned($at); attributes($at, 'device'); add(sub { around($at); sh('mknod', '--', $at, 'c', 5, $minor) }) }
for (1 .. 5) {
    my ($of, $at) = (pick(@files), name());
    add(sub { around($at); link $of->[1], $at or die "$at: $!" if -l $of->[1] || -e _ });
}
{ my ($uid, $mode) = (pick(0, 7), pick(0755, 0711, 01777)); of('.', sub { chown $uid, 0, '.'; chmod $mode, '.' }); attributes('.', 'dir'); add(sub { }) }
{
    my $at = name();
    owned($at);
    add(sub {
        around($at);
        socket(my $s, PF_UNIX, SOCK_STREAM, 0);
        # the path of a socket must be short
        bind($s, pack_sockaddr_un('.s')) or die $!;
        rename '.s', $at or die "$at: $!";
    });
}

mkdir $root or die "$root: $!";
chdir $root or die;
$only = join ',', 0 .. $#made - (defined $only) if !defined $only || $only eq 'nosockets';
my %wanted = map { $_ => 1 } split /,/, $only;
for my $dir ('etc', 'usr') { mkdir $dir; open my $out, '>', "$dir/x" or die; print $out "x\n" }
$made[$_]->() for grep { $wanted{$_} } 0 .. $#made;
for (@attributes) { my ($number, $at, $what) = @$_; $what->() if $wanted{$number} }
open my $find, '-|', 'find . -depth -print0' or die;
{
    local $/ = "\0";
    while (my $at = <$find>) {
        chomp $at;
        # by its name, so that it is the same whatever else there is
        my $hash = 5381; $hash = ($hash * 33 + $_) % 4294967291 for unpack('C*', $at . $seed);
        push @times, [$at, sprintf('@%d.%09d', $hash % 50 == 0 ? -$hash / 4 : $hash % (2 ** 31), ($hash * 7919) % 1000000000)];
    }
}
sh('touch', '-h', '-d', $_->[1], '--', $_->[0]) for @times;
print scalar(@made), "\n";
