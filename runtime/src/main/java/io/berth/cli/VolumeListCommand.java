package io.berth.cli;

import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists volumes and where they are.")
final class VolumeListCommand implements Action {

    @Parameters(paramLabel = "POOL/VOLUME", arity = "0..1", defaultValue = "all", description = "only these: primary/web.qcow2, primary/web*, with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    VolumeLook look;

    @Option(names = "--names", description = "names only, a line each")
    boolean names;

    @Override
    public Integer call() throws Exception {
        List<VolumeLook.Found> volumes = look.matching(pattern, site, site.secrecy());
        if (names) {
            volumes.forEach(volume -> System.out.println(volume.name()));
            return look.exit();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("VOLUME", "HOST", "FORMAT", "SIZE", "TAKES", "STANDS ON"));
        volumes.forEach(volume -> rows.add(List.of(volume.name(), volume.host(), volume.volume().format(), PoolListCommand.size(volume.volume().capacity()),
                PoolListCommand.size(volume.volume().allocation()), volume.volume().backing())));
        Table.lines(rows).forEach(System.out::println);
        return look.exit();
    }
}
