package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.Playbook;
import io.berth.task.StoreReleases;
import io.berth.transport.Transport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "diff", description = "Tells what differs between two releases of an image, as tar lists them.")
final class ImageDiffCommand implements Action {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    private String image;

    @Parameters(index = "1", paramLabel = "RELEASE", description = "the other release of it, by its name or an alias")
    private String other;

    @Mixin
    private SiteOptions site;

    @ParentCommand
    private ImageCommand berth;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = Secrecy.of(site.vault.keys(), berth.berth().redaction()).with(site.become.password());
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
            if (seen.answer().isEmpty()) {
                System.err.println("berth: " + declared.store() + ": " + seen.lost());
                return Exit.UNREACHABLE;
            }
            StoreReleases.differences(seen.answer().get()).forEach(System.out::println);
            return Exit.OK;
        } catch (TaskFailure e) {
            System.err.println("berth: " + declared.store() + ": " + e.getMessage());
            return Exit.FAILED;
        }
    }
}
