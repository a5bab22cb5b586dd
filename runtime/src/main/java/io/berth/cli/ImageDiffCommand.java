package io.berth.cli;

import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.Playbook;
import io.berth.task.StoreReleases;
import io.berth.transport.Transport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Tells what differs between two releases of an image, as tar lists them.")
final class ImageDiffCommand implements Action {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    String image;

    @Parameters(index = "1", paramLabel = "RELEASE", description = "the other release of it, by its name or an alias")
    String other;

    @Mixin
    SiteOptions site;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        Playbook playbook = site.load(secrecy);
        ImageName name = ImageName.of(image);
        Image declared = playbook.images().get(name.image());
        if (declared == null || !declared.released()) {
            throw new Usage("the site declares no image '" + name.image() + "' that has releases");
        }
        String with = other.contains("@") ? ImageName.of(other).release() : other;
        try (Transport transport = Connections.open(secrecy)) {
            Survey.Seen seen = new Survey(transport, site.forks).ask(List.of(playbook.host(declared.store())),
                    store -> StoreReleases.differing(declared, name.release(), with)).get(declared.store());
            return Survey.read(declared.store(), seen, answer -> StoreReleases.differences(answer).forEach(System.out::println), Exit.OK);
        }
    }
}
