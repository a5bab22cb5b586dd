import java.nio.file.Files
@Grab('no.such:thing:1.0')
def dir = new File('/srv/pool')
class Site { }
'touch /tmp/x'.execute()
System.exit(0)
'x'."${'exe' + 'cute'}"()
String name = 'primary'
try { Files.list(dir) } catch (Exception e) { }
if (false) { Runtime.runtime.exec('true') }
pool('primary') { on 'kvm1'; dir([1, 2]*.toString()) }
