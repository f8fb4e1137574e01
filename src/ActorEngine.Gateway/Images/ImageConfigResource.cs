using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>The Config part of ImageInspect: until 1.49 in the shape of a container's, since 1.52 without what is not set.</summary>
internal static class ImageConfigResource
{
    public static Fields Of(ImageConfiguration image, ApiVersion version)
    {
        var shape = ConfigShape.Of(image);
        var fields = new Fields();
        if (!version.Has(1, 50)) AddContainers(fields);
        bool spare = version.Has(1, 52);
        void Add(string name, bool isSet, object? value, bool always = true)
        {
            if (isSet || (always && !spare)) fields[name] = value;
        }

        Add("User", image.User is { Length: > 0 }, image.User ?? "");
        Add("ExposedPorts", image.ExposedPorts.Count > 0, shape["ExposedPorts"], always: false);
        Add("Env", image.Environment.Count > 0, image.Environment.Count > 0 ? image.Environment : null);
        Add("Entrypoint", image.Entrypoint.Count > 0, shape["Entrypoint"]);
        Add("Cmd", image.Command.Count > 0, shape["Cmd"]);
        Add("Healthcheck", image.Healthcheck is not null, shape["Healthcheck"], always: false);
        Add("Volumes", image.Volumes.Count > 0, shape["Volumes"]);
        Add("WorkingDir", image.WorkingDirectory is { Length: > 0 }, image.WorkingDirectory ?? "");
        Add("OnBuild", image.OnBuild.Count > 0, shape["OnBuild"]);
        Add("Labels", image.Labels.Count > 0, image.Labels.Count > 0 ? shape["Labels"] : null);
        Add("StopSignal", image.StopSignal is { Length: > 0 }, image.StopSignal, always: false);
        Add("Shell", image.Shell.Count > 0, shape["Shell"], always: false);
        return fields;
    }

    // Fields of containers, which an image never sets.
    private static void AddContainers(Fields fields)
    {
        fields["Hostname"] = "";
        fields["Domainname"] = "";
        fields["AttachStdin"] = false;
        fields["AttachStdout"] = false;
        fields["AttachStderr"] = false;
        fields["Tty"] = false;
        fields["OpenStdin"] = false;
        fields["StdinOnce"] = false;
        fields["Image"] = "";
    }
}
