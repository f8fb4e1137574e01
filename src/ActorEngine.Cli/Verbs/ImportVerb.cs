using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class ImportVerb
{
    public static Verb Definition => new("import", "make an image from a root file system")
    {
        Synopsis = ["[OPTIONS] FILE|- [NAME[:TAG]]"],
        Description = "Makes an image of one layer from a tar archive of a root file system, plain, gzip, bzip2, xz or zstd, and prints its id. '-' reads standard input.",
        Options =
        [
            Option.List("change", "INSTRUCTION", "Give the image a setting, written as in a Dockerfile: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME, WORKDIR.", 'c'),
            Option.Value("message", "TEXT", "Note kept with the image.", 'm'),
        ],
        Least = 1,
        Most = 2,
        Completes = Completes.File,
        Examples =
        [
            new("tar -C rootfs -c . | actorctl import -c 'CMD [\"/bin/sh\"]' - mine:latest", "Make an image from a directory."),
        ],
        SeeAlso = ["load", "images"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        string from = call.Arguments.Operands[0];
        if (from.Contains("://", StringComparison.Ordinal)) throw new CommandException($"'{from}': actorctl fetches nothing; pipe it in, such as curl -fsSL {from} | actorctl import -.");
        if (from == "-" && call.Console.InputIsTerminal) throw new CommandException("standard input is a terminal; feed an archive from a pipe.");
        var configuration = new ImageConfiguration();
        foreach (var change in call.Arguments.List("change", text => ImageChange.Parse(text, SmallSyntax.IsSignal))) configuration = Apply(call, change, configuration);
        var request = new ImportImage
        {
            Reference = call.Arguments.Operands.Count > 1 ? new ImageReference(call.Arguments.Operands[1]) : null,
            Message = call.Arguments.Value("message"),
            Configuration = configuration,
        };
        await using var source = from == "-" ? call.Console.Input : LocalFiles.Open(from);
        var loaded = await Upload.SendAsync<ImagesLoaded>(call, request, source);
        foreach (var image in loaded.Images) call.Console.WriteLine(image.Id.Value);
        return 0;
    }

    private static ImageConfiguration Apply(Invocation call, Func<ImageConfiguration, ImageConfiguration> change, ImageConfiguration configuration)
    {
        try
        {
            return change(configuration);
        }
        catch (FormatException wrong)
        {
            throw call.Arguments.Wrong("change", wrong.Message);
        }
    }
}
