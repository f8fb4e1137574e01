using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers;

/// <summary>What all records of a container are about: a Resource of opentelemetry.proto.resource.v1, in the names of the semantic conventions.</summary>
internal static class OtlpResource
{
    public static byte[] Of(ContainerView view, LogPlan plan)
    {
        const int attributes = 1;
        var resource = new ProtoWriter();
        resource.Attribute(attributes, "service.name", view.Summary.Name);
        resource.Attribute(attributes, "host.name", Environment.MachineName);
        resource.Attribute(attributes, "container.id", view.Id.Value);
        resource.Attribute(attributes, "container.name", view.Summary.Name);
        resource.Attribute(attributes, "container.image.name", view.Summary.Image);
        if (view.Summary.ImageId.Value is { Length: > 0 } image) resource.Attribute(attributes, "container.image.id", image);
        if (plan.Options.TryGetValue("tag", out string? template)) resource.Attribute(attributes, "tag", TagTemplate.Render(template, view));
        foreach (var (name, value) in LogAttributes.Named(view, plan.Options).OrderBy(pair => pair.Key, StringComparer.Ordinal)) resource.Attribute(attributes, name, value);
        return resource.Written.ToArray();
    }
}
