using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that show what was read and what happens: config and events.</summary>
internal static class ComposeConfig
{
    public static Verb Definition => new("compose config", "check and show the files of a project as one")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Reads the files and prints them as one, with variables put in, short forms written out and paths absolute; or says what is wrong, with file and line. Asks no engine.",
        Options =
        [
            Option.Flag("quiet", "Print nothing; the exit code tells.", 'q'),
            Option.Flag("services", "Print the names of services."),
            Option.Flag("images", "Print the images."),
            Option.Flag("volumes", "Print the names of volumes."),
            Option.Flag("networks", "Print the names of networks."),
            Option.Flag("profiles", "Print the names of profiles."),
            .. ComposeOptions.Table,
        ],
        Examples = [new("actorctl compose config -q", "Is the file right?")],
        SeeAlso = ["compose up"],
        Run = call =>
        {
            var project = ProjectFile.Load(call, call.Arguments.Operands);
            var settings = project.Settings;
            if (call.Arguments.Flag("quiet")) return Task.FromResult(0);
            call.Console.Write(call.Arguments.Flag("services") ? Lines(settings.Services.Select(service => service.Name))
                : call.Arguments.Flag("images") ? Lines(settings.Services.Select(service => service.Container.Image.Value))
                : call.Arguments.Flag("volumes") ? Lines(settings.Volumes.Select(volume => volume.Key))
                : call.Arguments.Flag("networks") ? Lines(settings.Networks.Select(network => network.Key))
                : call.Arguments.Flag("profiles") ? Lines(project.Profiles)
                : project.ToYaml());
            return Task.FromResult(0);
        },
    };

    public static Verb Events => new("compose events", "follow what happens to a project")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Prints each event of the project's containers as it happens, until ctrl-c.",
        Options = [Option.Flag("json", "A JSON object for each."), .. ComposeOptions.Table],
        Most = 0,
        SeeAlso = ["events", "compose logs"],
        Run = EventsAsync,
    };

    private static async Task<int> EventsAsync(Invocation call)
    {
        string project = ProjectFile.Name(call);
        var request = new SubscribeEvents { Filters = [new Filter("type", "container"), new Filter("label", $"{ComposeLabels.Project}={project}")] };
        long? last = null;
        await using var link = new Resuming(call);
        return await link.RunAsync(async (connection, _) =>
        {
            await using var stream = connection.Open(last is { } number ? request with { After = number } : request);
            return await new OutputRelay(call.Console).RunAsync(stream, item =>
            {
                if (item is not EngineEvent happened || happened.Number <= last) return;
                call.Console.WriteLine(call.Arguments.Flag("json") ? FieldsJson.Write(EventsVerb.Shape(happened)) : EventsVerb.Line(happened));
                last = happened.Number;
            }, CancellationToken.None) is StreamEnded ? 0 : 1;
        });
    }

    private static string Lines(IEnumerable<string> words) => string.Concat(words.Select(word => word + "\n"));
}
