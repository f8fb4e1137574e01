using System.Diagnostics.CodeAnalysis;
using Akka.Util.Reflection;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization.Json;

/// <summary>Types of this kernel go by the names of the published assemblies, so that either reads what the other wrote.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A trimmed program that keeps this serializer keeps the types that it writes.")]
[UnconditionalSuppressMessage("Trimming", "IL2109", Justification = "As above.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "As above.")]
internal sealed class PublishedNames : DefaultSerializationBinder
{
    private const string Kernel = "ActorEngine.Kernel.Akka", Published = "Akka";

    public override void BindToName(Type serializedType, out string? assemblyName, out string? typeName)
    {
        base.BindToName(serializedType, out assemblyName, out typeName);
        assemblyName = assemblyName?.Replace(Kernel, Published, StringComparison.Ordinal);
        typeName = typeName?.Replace(Kernel, Published, StringComparison.Ordinal);
    }

    public override Type BindToType(string? assemblyName, string typeName) =>
        assemblyName is null ? base.BindToType(assemblyName, typeName) : TypeCache.Find($"{typeName}, {assemblyName}") ?? base.BindToType(assemblyName, typeName);
}
