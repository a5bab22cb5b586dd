# tree.pl SEED DIRECTORY [nosockets]: makes a tree at random of all that a system can have, the same for the same seed.
use strict;
use warnings;
use Socket;

my ($seed, $root, $without) = @ARGV;
srand($seed);
mkdir $root or die "$root: $!";
chdir $root or die;
my @odd = ("new\nline", "-rf", " ", "tab\there", "quote'\"\\", "\xff\xfe", "ü☃", '$(touch x)', "a" x 200, '*', "trail ", "..x", "x..", "back\\slash");
my (@dirs, @files, $n) = ('.');
sub name { my $dir = $dirs[rand @dirs]; $n++; "$dir/" . (rand() < .4 ? $odd[rand @odd] . $n : "f$n") }
sub sh { system(@_) == 0 or die "@_: $?" }
sub bytes { join '', map { chr int rand 256 } 1 .. $_[0] }

for (1 .. 4) { my $d = name(); mkdir $d or die "$d: $!"; push @dirs, $d }
mkdir "dev";
for (1 .. 8) {
    my $f = name();
    open my $out, '>', $f or die "$f: $!";
    print $out bytes(int rand 5000) if rand() < .9;
    if (rand() < .3) { seek $out, 1 << 20, 1; print $out "end" if rand() < .5; truncate $out, (3 << 20) + int rand 100 }
    close $out;
    push @files, $f;
    chown int rand 70000, int rand 70000, $f;
    chmod (((0644, 0755, 04755, 02755, 0600, 01777, 0000)[rand 7]), $f);
}
for (1 .. 3) { link $files[rand @files], name() or die $! }
symlink '/' . 'l' x (10 + int rand 300), name() or die $!;
symlink '../' x 3 . 'etc/passwd', name() or die $!;
sh('mkfifo', '--', name());
sh('mknod', '--', 'dev/null' . $n, 'c', 1, 3);
sh('mknod', '--', 'dev/loop' . $n, 'b', 7, int rand 300);
sh('mknod', '--', name(), 'c', 0, 0);
if (!$without) {
    socket(my $s, PF_UNIX, SOCK_STREAM, 0);
    bind($s, pack_sockaddr_un("sock$n")) or die $!;
}
for my $f (@files[0 .. 2]) {
    my $hex = '0x' . unpack 'H*', bytes(1 + int rand 20);
    sh('setfattr', '-n', "user.a" . int(rand 9), '-v', $hex, '--', $f);
    sh('setfattr', '-n', "trusted.b", '-v', $hex, '--', $f) if rand() < .5;
    sh('setfacl', '-m', 'u:' . int(rand 60000) . ':r,g:daemon:rx', '--', $f) if rand() < .7;
}
sh('setfacl', '-d', '-m', 'u:12:rwx', '--', $dirs[1]);
sh('setcap', 'cap_net_raw+ep', $files[3]);
my @all = split /\0/, `find . -depth -print0`;
for (@all) { sh('touch', '-h', '-d', '@' . int(rand(2 ** 31)) . sprintf('.%09d', rand 1e9), '--', $_) }
