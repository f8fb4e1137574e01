using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that show volumes.</summary>
internal static class VolumeListVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("Driver", "DRIVER"), new("Name", "VOLUME NAME"), new("Scope", "SCOPE", false), new("Mountpoint", "MOUNTPOINT", false), new("Labels", "LABELS", false),
        new("Links", "LINKS", false), new("Size", "SIZE", false), new("Availability", "AVAILABILITY", false), new("Group", "GROUP", false), new("Status", "STATUS", false),
    ];

    public static Verb Definition => new("volume ls", "list volumes")
    {
        Synopsis = ["[OPTIONS]"],
        Description = """
            Lists the volumes by name; those of plugins too that the engine did not make.

            Filters are KEY=VALUE: name, driver, label=KEY[=VALUE], dangling=true|false. The same key twice means either (labels: both), different keys mean both.
            """,
        Options = [Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'), Rows.Option, Option.Flag("quiet", "Names only.", 'q')],
        Most = 0,
        Examples = [new("actorctl volume ls -f dangling=true", "Which does no container have?")],
        SeeAlso = ["volume inspect", "volume create"],
        Run = ListAsync,
    };

    public static Verb Inspect => new("volume inspect", "show everything known of volumes")
    {
        Synopsis = ["[OPTIONS] VOLUME [VOLUME...]"],
        Description = "Prints a JSON array with one object for each volume, in the shape of the Docker Engine API, so that templates written for it fit.",
        Options = [Option.Value("format", "FORMAT", "json for one line each, or a Go template such as '{{.Mountpoint}}'.", 'f')],
        Least = 1,
        Completes = Completes.Volume,
        Examples = [new("actorctl volume inspect -f '{{.Mountpoint}}' data", "Where is its content on the host?")],
        SeeAlso = ["volume ls"],
        Run = call => InspectVerb.ShowAsync(call, async (connection, name) =>
            VolumeShape.Of(await connection.DemandAsync<VolumeInspection>(new InspectVolume(new VolumeName(name))))),
    };

    private static async Task<int> ListAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var rows = new Rows(arguments, Columns);
        var list = await call.AskAsync<VolumeList>(new ListVolumes { Filters = arguments.List("filter", SmallSyntax.Filter) });
        foreach (string warning in list.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
        call.Console.Write(arguments.Flag("quiet") && !arguments.Has("format")
            ? string.Concat(list.Volumes.Select(volume => volume.Name.Value + "\n"))
            : rows.Render(list.Volumes.Select(VolumeShape.Row)));
        return 0;
    }
}
