package io.berth.task;

import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.image.Release;
import io.berth.model.Bytes;
import io.berth.model.Command;
import io.berth.model.ImageRecipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a recipe as the command that does it, in the tree of the image.
 *
 * @param title as output names it, one line
 */
record BuildStep(String title, Command command) {

    private static final Script PLACE = Script.of(Release.class, "place.sh");
    private static final Script MANAGER = Script.of(Release.class, "manager.sh");

    static BuildStep of(ImageRecipe.Step step, ImageRecipe recipe, Scope scope) throws TaskFailure {
        if (step instanceof ImageRecipe.Run run) {
            return new BuildStep(Program.name("run " + String.join(" ", run.argv())), Command.of(run.argv()));
        } else if (step instanceof ImageRecipe.Copy copy) {
            boolean program = !copy.src().isEmpty() && Files.isExecutable(file(recipe, copy.src()));
            Bytes content = copy.src().isEmpty() ? Bytes.of(copy.content()) : read(recipe, copy.src());
            return placed("copy", copy.to(), copy.mode().isEmpty() && program ? "0755" : copy.mode(), owners(copy.owner(), copy.group()), content);
        } else if (step instanceof ImageRecipe.Render render) {
            return placed("template", render.to(), render.mode(), owners(render.owner(), render.group()), rendered(render, recipe, scope));
        } else if (step instanceof ImageRecipe.Install install) {
            List<String> arguments = new ArrayList<>(List.of(PackagesTask.APPLY.text(), install.recommends() ? "yes" : "no"));
            arguments.addAll(install.names());
            return new BuildStep(Program.name("packages " + String.join(" ", install.names())), MANAGER.with(arguments));
        }
        ImageRecipe.Program program = (ImageRecipe.Program) step;
        List<String> arguments = new ArrayList<>(List.of(program.interpreter()));
        arguments.addAll(program.arguments());
        return new BuildStep(Program.name("script " + program.file()), ScriptTask.RUN.with(arguments).reading(read(recipe, program.file())));
    }

    private static BuildStep placed(String word, String to, String mode, String owners, Bytes content) {
        return new BuildStep(Program.name(word + " " + to), PLACE.with(to, mode.isEmpty() ? "0644" : mode, owners).reading(content));
    }

    private static String owners(String owner, String group) {
        return new Ownership("", owner, group).owners();
    }

    /** A file that a recipe names. */
    static Path file(ImageRecipe recipe, String name) {
        return Path.of(recipe.base()).resolve(name).normalize();
    }

    private static Bytes read(ImageRecipe recipe, String name) throws TaskFailure {
        try {
            return Bytes.of(Files.readAllBytes(file(recipe, name)));
        } catch (IOException e) {
            throw new TaskFailure("'" + name + "' cannot be read", "looked for " + file(recipe, name));
        }
    }

    private static Bytes rendered(ImageRecipe.Render render, ImageRecipe recipe, Scope scope) throws TaskFailure {
        Diagnostics wrong = new Diagnostics();
        String text = new String(read(recipe, render.src()).toArray(), StandardCharsets.UTF_8);
        return Bytes.of(TemplateTask.text(file(recipe, render.src()), text, scope, wrong)
                .orElseThrow(() -> new TaskFailure(TemplateTask.said(wrong), "mend the template")));
    }
}
