using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Copying;

namespace ActorEngine.Cli.Verbs;

internal static class CpVerb
{
    public static Verb Definition => new("cp", "copy files between a container and this side")
    {
        Synopsis = ["[OPTIONS] CONTAINER:SOURCE TARGET|-", "[OPTIONS] SOURCE|- CONTAINER:TARGET"],
        Description = """
            Copies a file, or a directory with all below it, out of a container or into it, whether it runs or not.

            A target that is a directory gets the copy under the source's name, or the source directory's contents where the source ends with /. ; otherwise the copy takes the target's name. '-' stands for a tar archive on standard output or input. A path here that contains a colon is written with ./ before it.

            Out of a container, no entry ends up outside the target, whatever its name or the links beside it.
            """,
        Options =
        [
            Option.Flag("archive", "Keep user and group.", 'a'),
            Option.Flag("follow-link", "Copy what a symbolic link SOURCE points to.", 'L'),
            Option.Flag("quiet", "Print nothing on success; nothing is printed in any case.", 'q'),
        ],
        Least = 2,
        Most = 2,
        Completes = Completes.Container,
        Examples =
        [
            new("actorctl cp web:/etc/passwd .", "Take a file."),
            new("actorctl cp ./site/. web:/www", "Give it a directory's contents."),
            new("actorctl cp web:/var/log - | tar t", "Look into a directory."),
        ],
        SeeAlso = ["diff", "exec"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var from = ContainerPath.Parse(call.Arguments.Operands[0]);
        var to = ContainerPath.Parse(call.Arguments.Operands[1]);
        if (from.Container is null && to.Container is null) throw new UsageException("cp: neither side names a container; write CONTAINER:PATH for one of them.", 1) { Verb = "cp" };
        if (from.Container is not null && to.Container is not null) throw new UsageException("cp: only one side can be a container; copy by way of this side, or pipe 'cp A:PATH -' into 'cp - B:PATH'.", 1) { Verb = "cp" };
        await using var connection = await call.ConnectAsync();
        if (from.Container is not null) await CopyOut.RunAsync(call, connection, from, to);
        else await CopyIn.RunAsync(call, connection, from, to);
        return 0;
    }
}
