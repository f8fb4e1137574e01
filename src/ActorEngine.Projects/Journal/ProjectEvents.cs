using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>What the journal of the projects holds; fields are only ever added.</summary>
internal interface IProjectEvent;

/// <summary>A project is to run, with these settings.</summary>
internal sealed record ProjectSetEvent(ProjectRecord Project) : IProjectEvent;

/// <summary>A service was given up, or is tried again where the reason is empty.</summary>
internal sealed record ServiceFailedEvent(string Project, string Service, string Reason) : IProjectEvent;

internal sealed record ProjectRemovedEvent(string Project) : IProjectEvent;

/// <summary>A project as it is kept.</summary>
internal sealed record ProjectRecord(ProjectSettings Settings)
{
    /// <summary>Why services were given up, by their names.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>All of it.</summary>
internal sealed record ProjectsSnapshot(IReadOnlyList<ProjectRecord> Projects);

/// <summary>Compile-time JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProjectSetEvent))]
[JsonSerializable(typeof(ServiceFailedEvent))]
[JsonSerializable(typeof(ProjectRemovedEvent))]
[JsonSerializable(typeof(ProjectsSnapshot))]
internal sealed partial class ProjectsJson : JsonSerializerContext;

/// <summary>What this feature writes into the journal, for registration with the engine's serializer.</summary>
public static class ProjectsJournal
{
    /// <summary>Manifests, types and JSON metadata.</summary>
    public static IReadOnlyList<MessageType> Types { get; } =
    [
        Of("projects.set/1", static () => ProjectsJson.Default.ProjectSetEvent),
        Of("projects.failed/1", static () => ProjectsJson.Default.ServiceFailedEvent),
        Of("projects.removed/1", static () => ProjectsJson.Default.ProjectRemovedEvent),
        Of("projects.snapshot/1", static () => ProjectsJson.Default.ProjectsSnapshot),
    ];

    private static MessageType Of<T>(string manifest, Func<JsonTypeInfo<T>> json) => new(manifest, typeof(T), json);
}
