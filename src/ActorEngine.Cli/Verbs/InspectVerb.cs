using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class InspectVerb
{
    public static Verb Definition => new("inspect", "show everything known of containers, images, networks and volumes")
    {
        Synopsis = ["[OPTIONS] NAME [NAME...]"],
        Description = "Prints a JSON array with one object for each name, in the shape of the Docker Engine API, so that templates written for it fit. A name is looked up among the containers first, then among the images, the networks and the volumes.",
        Options =
        [
            Option.Value("format", "FORMAT", "json for one line each, or a Go template such as '{{.State.Status}}'.", 'f'),
            Option.Flag("size", "For containers, SizeRw and SizeRootFs too: what it wrote, and with its image.", 's'),
            Option.Value("type", "TYPE", "Look among these only: container, image, network or volume.") with { Choices = ["container", "image", "network", "volume"] },
        ],
        Least = 1,
        Completes = Completes.Container,
        Examples =
        [
            new("actorctl inspect -f '{{.State.ExitCode}}' web", "How did it end?"),
            new("actorctl inspect -f '{{range .Mounts}}{{.Source}} {{end}}' web", "Which host directories does it see?"),
            new("actorctl inspect -f '{{json .Config.Labels}}' web", "Take a part as JSON."),
        ],
        SeeAlso = ["ps", "images"],
        Run = RunAsync,
    };

    private static Task<int> RunAsync(Invocation call)
    {
        string? type = call.Arguments.Value("type", text => text is "container" or "image" or "network" or "volume" ? text : throw new FormatException($"'{text}' is not a type; write container, image, network or volume."));
        return ShowAsync(call, (connection, name) => ShapeAsync(connection, name, type, call.Arguments.Flag("size")));
    }

    /// <summary>Prints what each name stands for, as --format says; goes on behind names that there are not.</summary>
    internal static async Task<int> ShowAsync(Invocation call, Func<EngineConnection, string, Task<Fields>> find)
    {
        string? format = call.Arguments.Value("format");
        var template = format is null or "json" or "" ? null : Template.Of(call.Arguments, format);
        await using var connection = await call.ConnectAsync();
        var found = new List<Fields>();
        int code = 0;
        foreach (string name in call.Arguments.Operands)
        {
            try
            {
                var shape = await find(connection, name);
                if (template is not null) call.Console.WriteLine(template.Render(shape));
                else if (format == "json") call.Console.WriteLine(FieldsJson.Write(shape));
                else found.Add(shape);
            }
            catch (FaultException error)
            {
                call.Console.Complain($"actorctl: {error.Message}");
                code = 1;
            }
        }

        if (string.IsNullOrEmpty(format)) call.Console.WriteLine(FieldsJson.Write(found, indented: true));
        return code;
    }

    private static async Task<Fields> ShapeAsync(EngineConnection connection, string name, string? type, bool measures)
    {
        if (type == "image") return ImageShape.Of(await connection.DemandAsync<ImageInspection>(new InspectImage(new ImageReference(name))));
        if (type == "network") return NetworkShape.Of(await connection.DemandAsync<NetworkInspection>(new InspectNetwork(new NetworkReference(name))));
        if (type == "volume") return VolumeShape.Of(await connection.DemandAsync<VolumeInspection>(new InspectVolume(new VolumeName(name))));
        var reply = await connection.AskAsync(new InspectContainer(new ContainerReference(name)));
        if (type is not null || reply is not Fault { Code: FaultCode.NotFound }) return await ContainerAsync(connection, Demands.Expect<ContainerInspection>(reply), measures);
        if (await connection.AskAsync(new InspectImage(new ImageReference(name))) is ImageInspection image) return ImageShape.Of(image);
        if (await connection.AskAsync(new InspectNetwork(new NetworkReference(name))) is NetworkInspection network) return NetworkShape.Of(network);
        return await connection.AskAsync(new InspectVolume(new VolumeName(name))) is VolumeInspection volume
            ? VolumeShape.Of(volume)
            : throw new FaultException(new Fault(FaultCode.NotFound, $"There is neither a container nor an image nor a network nor a volume '{name}'."));
    }

    private static async Task<Fields> ContainerAsync(EngineConnection connection, ContainerInspection container, bool measures)
    {
        Fields shape = ContainerShape.Of(container);
        if (!measures) return shape;
        var sizes = await ContainerSizes.MeasureAsync(connection);
        shape["SizeRw"] = sizes.Written(container.Id);
        shape["SizeRootFs"] = sizes.Whole(container.Id, container.ImageId);
        return shape;
    }
}
