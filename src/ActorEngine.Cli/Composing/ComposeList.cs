using System.Globalization;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that show projects: ps, ls, images, port, top.</summary>
internal static class ComposeList
{
    private static readonly IReadOnlyList<Column> Containers =
    [
        new("Name", "NAME"), new("Image", "IMAGE"), new("Command", "COMMAND"), new("Service", "SERVICE"), new("RunningFor", "CREATED"), new("Status", "STATUS"), new("Ports", "PORTS"),
        new("ID", "CONTAINER ID", false), new("State", "STATE", false), new("Health", "HEALTH", false), new("ExitCode", "EXIT CODE", false), new("Project", "PROJECT", false), new("Labels", "LABELS", false),
    ];

    private static readonly IReadOnlyList<Column> Projects = [new("Name", "NAME"), new("Status", "STATUS"), new("Failed", "FAILED"), new("ConfigFiles", "CONFIG FILES")];

    private static readonly IReadOnlyList<Column> ImageColumns = [new("Container", "CONTAINER"), new("Image", "IMAGE"), new("ID", "IMAGE ID")];

    public static Verb Ps => new("compose ps", "list the containers of a project")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Lists the containers of a project that run. A service that the engine has given up is named behind the table, with the reason.",
        Options =
        [
            Option.Flag("all", "Also those that do not run, and those of compose run.", 'a'),
            Option.Flag("quiet", "Ids only.", 'q'),
            Option.Flag("services", "Names of services only."),
            Option.List("status", "STATE", "Only those in this state.") with { Choices = ["paused", "restarting", "running", "exited", "created", "dead"] },
            Rows.Option,
            .. ComposeOptions.Table,
        ],
        Examples = [new("actorctl compose ps -a", "Which have ended?")],
        SeeAlso = ["compose up", "compose logs", "ps"],
        Run = PsAsync,
    };

    public static Verb Ls => new("compose ls", "list projects")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Lists the projects whose containers run, those that Docker's compose made too.",
        Options = [Option.Flag("all", "Also projects of which nothing runs.", 'a'), Option.Flag("quiet", "Names only.", 'q'), Rows.Option],
        Most = 0,
        SeeAlso = ["compose ps"],
        Run = LsAsync,
    };

    public static Verb Images => new("compose images", "list the images of a project's containers")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Lists the image of each container of a project.",
        Options = [Option.Flag("quiet", "Ids only.", 'q'), Rows.Option, .. ComposeOptions.Table],
        SeeAlso = ["compose ps", "images"],
        Run = ImagesAsync,
    };

    public static Verb Port => new("compose port", "show where a service's port is published")
    {
        Synopsis = ["[OPTIONS] SERVICE PORT"],
        Description = "Prints the address and port of the host that take connections for a port of a service.",
        Options = [Option.Value("protocol", "PROTOCOL", "tcp or udp; default tcp.") with { Choices = ["tcp", "udp"] }, Option.Value("index", "NUMBER", "Number of the container; default 1."), .. ComposeOptions.Table],
        Least = 2,
        Most = 2,
        SeeAlso = ["compose ps"],
        Run = PortAsync,
    };

    public static Verb Top => new("compose top", "list the processes of services")
    {
        Synopsis = ["[SERVICE...]"],
        Description = "Lists the processes of each container of a project that runs.",
        Options = ComposeOptions.Table,
        SeeAlso = ["compose ps", "top"],
        Run = TopAsync,
    };

    private static async Task<int> PsAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var rows = new Rows(arguments, Containers);
        string project = ProjectFile.Name(call);
        bool all = arguments.Flag("all");
        var states = arguments.List("status");
        await using var connection = await call.ConnectAsync();
        var found = (await ProjectCalls.ContainersAsync(connection, project, arguments.Operands, oneOff: all))
            .Where(container => states.Count > 0 ? states.Contains(Words.Of(container.Status)) : all || container.Status is not (ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead)).ToList();
        var now = call.Clock.GetUtcNow();
        call.Console.Write(arguments.Flag("services") ? Lines(found.Select(ProjectCalls.ServiceOf).Distinct())
            : arguments.Flag("quiet") ? Lines(found.Select(container => container.Id.Value))
            : rows.Render(found.Select(container => Row(container, project, now))));
        if (!rows.IsTable || arguments.Flag("quiet") || arguments.Flag("services")) return 0;
        if (await connection.AskAsync(new InspectProject(project)) is ProjectInspection known)
        {
            foreach (var service in known.Services.Where(service => service.Failure.Length > 0)) call.Console.Complain($"Service {service.Name} has failed: {service.Failure}.");
        }

        return 0;
    }

    private static async Task<int> LsAsync(Invocation call)
    {
        var rows = new Rows(call.Arguments, Projects);
        var list = await call.AskAsync<ProjectList>(new ListProjects());
        var shown = list.Projects.Where(project => call.Arguments.Flag("all") || project.Services.Any(service => service.Containers.Any(container => container.Status == ContainerStatus.Running))).ToList();
        call.Console.Write(call.Arguments.Flag("quiet") ? Lines(shown.Select(project => project.Name)) : rows.Render(shown.Select(project => new Fields
        {
            ["Name"] = project.Name,
            ["Status"] = string.Join(", ", project.Services.SelectMany(service => service.Containers).GroupBy(container => Words.Of(container.Status)).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}({group.Count()})"))),
            ["Failed"] = string.Join(", ", project.Services.Where(service => service.Failure.Length > 0).Select(service => service.Name)),
            ["ConfigFiles"] = string.Join(',', project.ConfigFiles),
        })));
        return 0;
    }

    private static async Task<int> ImagesAsync(Invocation call)
    {
        var rows = new Rows(call.Arguments, ImageColumns);
        string project = ProjectFile.Name(call);
        await using var connection = await call.ConnectAsync();
        var found = await ProjectCalls.ContainersAsync(connection, project, call.Arguments.Operands);
        call.Console.Write(call.Arguments.Flag("quiet") ? Lines(found.Select(container => container.ImageId.Value).Distinct())
            : rows.Render(found.Select(container => new Fields { ["Container"] = container.Name, ["Image"] = container.Image, ["ID"] = Short(container.ImageId) })));
        return 0;
    }

    private static async Task<int> PortAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string protocol = arguments.Value("protocol") ?? "tcp";
        int port = Numbers.Within(arguments.Operands[1], 1, 65535);
        string project = ProjectFile.Name(call);
        await using var connection = await call.ConnectAsync();
        var container = await ProjectCalls.ContainerAsync(connection, project, arguments.Operands[0], arguments.Number("index", Numbers.Count) ?? 1);
        var published = container.Ports.FirstOrDefault(one => one.ContainerPort == port && one.Protocol == protocol && one.HostPort > 0)
            ?? throw new CommandException($"port {port}/{protocol} of {container.Name} is not published.");
        call.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{published.HostAddress}:{published.HostPort}"));
        return 0;
    }

    private static async Task<int> TopAsync(Invocation call)
    {
        string project = ProjectFile.Name(call);
        await using var connection = await call.ConnectAsync();
        foreach (var container in (await ProjectCalls.ContainersAsync(connection, project, call.Arguments.Operands)).Where(container => container.Status == ContainerStatus.Running))
        {
            var table = await connection.DemandAsync<ProcessTable>(new ListProcesses(new ContainerReference(container.Id.Value), []));
            call.Console.Write($"{container.Name}\n{Table.Render([.. table.Rows.Prepend(table.Titles).Select(row => string.Join('\t', row))])}\n");
        }

        return 0;
    }

    private static Fields Row(ContainerSummary container, string project, DateTimeOffset now)
    {
        var row = PsVerb.Row(container, whole: false, now);
        row["Name"] = container.Name;
        row["Service"] = ProjectCalls.ServiceOf(container);
        row["Project"] = project;
        row["Health"] = container.Health?.ToString().ToLowerInvariant() ?? "";
        row["ExitCode"] = (container.Exit?.Code ?? 0).ToString(CultureInfo.InvariantCulture);
        return row;
    }

    private static string Short(Digest id) => id.Value is { } text && text.IndexOf(':') is var colon ? text[(colon + 1)..][..Math.Min(12, text.Length - colon - 1)] : "";

    private static string Lines(IEnumerable<string> words) => string.Concat(words.Select(word => word + "\n"));
}
