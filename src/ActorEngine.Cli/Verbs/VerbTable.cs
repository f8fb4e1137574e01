using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Composing;

namespace ActorEngine.Cli.Verbs;

/// <summary>All verbs in the order help lists them. A verb's own table is made when it is asked for, so that starting stays cheap.</summary>
internal static class VerbTable
{
    private static readonly (string Group, string Name, Func<Verb> Make)[] Entries =
    [
        ("Run", "run", () => RunVerb.Definition), ("Run", "create", () => CreateVerb.Definition), ("Run", "start", () => StartVerb.Definition),
        ("Run", "exec", () => ExecVerb.Definition), ("Run", "attach", () => AttachVerb.Definition),
        ("Control", "stop", () => StopVerb.Definition), ("Control", "restart", () => RestartVerb.Definition), ("Control", "kill", () => KillVerb.Definition),
        ("Control", "pause", () => PauseVerb.Definition), ("Control", "unpause", () => UnpauseVerb.Definition), ("Control", "wait", () => WaitVerb.Definition),
        ("Control", "update", () => UpdateVerb.Definition), ("Control", "rename", () => RenameVerb.Definition), ("Control", "rm", () => RmVerb.Definition),
        ("Look", "ps", () => PsVerb.Definition), ("Look", "inspect", () => InspectVerb.Definition), ("Look", "logs", () => LogsVerb.Definition),
        ("Look", "top", () => TopVerb.Definition), ("Look", "stats", () => StatsVerb.Definition), ("Look", "events", () => EventsVerb.Definition),
        ("Look", "diff", () => DiffVerb.Definition), ("Look", "tree", () => TreeVerb.Definition),
        ("Files and images", "build", () => BuildVerb.Definition),
        ("Files and images", "cp", () => CpVerb.Definition), ("Files and images", "images", () => ImagesVerb.Definition),
        ("Files and images", "load", () => LoadVerb.Definition), ("Files and images", "import", () => ImportVerb.Definition),
        ("Files and images", "save", () => SaveVerb.Definition), ("Files and images", "export", () => ExportVerb.Definition),
        ("Files and images", "commit", () => CommitVerb.Definition), ("Files and images", "tag", () => TagVerb.Definition),
        ("Files and images", "history", () => HistoryVerb.Definition), ("Files and images", "search", () => SearchVerb.Definition),
        ("Files and images", "rmi", () => RmiVerb.Definition),
        ("Files and images", "image prune", () => PruneVerbs.Images), ("Files and images", "image verify", () => ImageVerifyVerb.Definition),
        ("Control", "container prune", () => PruneVerbs.Containers),
        ("Networks", "network create", () => NetworkVerbs.Create), ("Networks", "network ls", () => NetworkListVerb.Definition),
        ("Networks", "network inspect", () => NetworkListVerb.Inspect), ("Networks", "network connect", () => NetworkVerbs.Connect),
        ("Networks", "network disconnect", () => NetworkVerbs.Disconnect), ("Networks", "network rm", () => NetworkVerbs.Remove),
        ("Networks", "network prune", () => NetworkVerbs.Prune),
        ("Volumes", "volume create", () => VolumeVerbs.Create), ("Volumes", "volume ls", () => VolumeListVerb.Definition),
        ("Volumes", "volume inspect", () => VolumeListVerb.Inspect), ("Volumes", "volume rm", () => VolumeVerbs.Remove),
        ("Volumes", "volume prune", () => VolumeVerbs.Prune),
        ("Projects", "compose up", () => ComposeUp.Definition), ("Projects", "compose down", () => ComposeDown.Definition),
        ("Projects", "compose ps", () => ComposeList.Ps), ("Projects", "compose logs", () => ComposeLogs.Definition),
        ("Projects", "compose start", () => ComposeControl.Start), ("Projects", "compose stop", () => ComposeControl.Stop),
        ("Projects", "compose restart", () => ComposeControl.Restart), ("Projects", "compose kill", () => ComposeControl.Kill),
        ("Projects", "compose pause", () => ComposeControl.Pause), ("Projects", "compose unpause", () => ComposeControl.Unpause),
        ("Projects", "compose create", () => ComposeUp.Create), ("Projects", "compose rm", () => ComposeDown.Remove),
        ("Projects", "compose run", () => ComposeRun.Definition), ("Projects", "compose exec", () => ComposeRun.Exec),
        ("Projects", "compose build", () => ComposeBuilding.Build), ("Projects", "compose pull", () => ComposeBuilding.Pull),
        ("Projects", "compose config", () => ComposeConfig.Definition), ("Projects", "compose ls", () => ComposeList.Ls),
        ("Projects", "compose images", () => ComposeList.Images), ("Projects", "compose port", () => ComposeList.Port),
        ("Projects", "compose top", () => ComposeList.Top), ("Projects", "compose events", () => ComposeConfig.Events),
        ("Engine", "system df", () => SystemDfVerb.Definition), ("Engine", "system prune", () => PruneVerbs.System),
        ("Registries", "pull", () => PullVerb.Definition), ("Registries", "push", () => PushVerb.Definition),
        ("Registries", "login", () => LoginVerb.Definition), ("Registries", "logout", () => LogoutVerb.Definition),
        ("Registries", "registry", () => RegistryVerb.Definition),
        ("Engine", "info", () => InfoVerb.Definition), ("Engine", "nodes", () => NodesVerb.Definition), ("Engine", "version", () => VersionVerb.Definition),
        ("Engine", "completion", () => CompletionVerb.Definition), ("Engine", "help", () => HelpVerb.Definition),
    ];

    public static IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    public static IEnumerable<Verb> All => Entries.Select(entry => entry.Make());

    /// <summary>Headings of help, with their verbs.</summary>
    public static IEnumerable<IGrouping<string, Verb>> Grouped => Entries.GroupBy(entry => entry.Group, entry => entry.Make());

    public static Verb? Find(string name)
    {
        foreach (var (_, known, make) in Entries)
        {
            if (known == name) return make();
        }

        return null;
    }
}
