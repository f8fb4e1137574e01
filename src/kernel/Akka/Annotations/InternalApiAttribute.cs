namespace Akka.Annotations;

/// <summary>Marks a member that is public for other Akka assemblies only and may change between versions.</summary>
[AttributeUsage(AttributeTargets.Module | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum
    | AttributeTargets.Constructor | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field
    | AttributeTargets.Interface)]
public sealed class InternalApiAttribute : Attribute;
