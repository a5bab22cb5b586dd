package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Map;

/** A file that a host gets from a URL by itself. */
final class GetTask implements TaskType<GetTask.Get> {

    /** @param url http, https or file */
    public record Get(
            @Param(doc = "the URL: http, https or file; the host gets it, with curl or wget", required = true, positional = true) String url,
            @Param(doc = "where it goes on the host, from the root on; with '/' at its end: into that directory, under the URL's last part",
                    required = true) String to,
            @Param(doc = "sha256: and 64 hex digits; or none: whatever comes is taken, and got only while there is no file", required = true)
            String checksum,
            @Param(doc = "headers of the request, by name", secret = true) Map<String, String> headers,
            @Param(doc = "permissions: octal as in '0644', or letters as in 'u=rw,go=r'; none: those it has, 0644 for a new file") String mode,
            @Param(doc = "owner, by name or number; none: as it is") String owner,
            @Param(doc = "owning group, by name or number; none: as it is") String group,
            @Param(doc = "whether a file that is replaced is kept beside, with the time and ~ at the end of its name",
                    fallback = "false") boolean backup,
            @Param(doc = "program and arguments that check the new file, its last argument, before it takes its place")
            List<String> validate) {

        public Get {
            headers = Map.copyOf(headers);
            validate = List.copyOf(validate);
        }

        Download download() {
            return new Download(url, checksum, headers);
        }

        String path() {
            String name = HostPath.name("/" + url.replaceFirst("[?#].*$", ""));
            return to.endsWith("/") ? HostPath.in(HostPath.plain(to), name) : HostPath.plain(to);
        }

        PlacedFile.Options options() {
            return new PlacedFile.Options(new Ownership(mode, owner, group), backup, PlacedFile.Options.words(validate), false, false);
        }
    }

    @Override
    public String word() {
        return "get";
    }

    @Override
    public Class<Get> parameters() {
        return Get.class;
    }

    @Override
    public String doc() {
        return "Lets a host get a file from a URL.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Get get) {
        return get.path();
    }

    @Override
    public Footprint footprint(Get get, Scope scope) {
        return HostPath.footprint(scope, get.path());
    }

    @Override
    public void check(Get get, Scope scope, SourceRange at, Diagnostics into) {
        get.download().check(at, into);
        HostPath.check("to", get.to(), at, into);
        get.options().check(at, into);
    }

    @Override
    public List<Command> observe(Get get, Scope scope) {
        return List.of(SeenPath.look(get.path(), get.download().digest().isEmpty() ? "" : "*", "", 0, false));
    }

    @Override
    public Change change(Get get, Scope scope, List<Answer> seen) throws TaskFailure {
        SeenPath found = SeenPath.of(get.path(), seen.get(0));
        Download download = get.download();
        return PlacedFile.brought(get.path(), download.digest(), found, get.options(), "get " + get.url(), download::to);
    }
}
