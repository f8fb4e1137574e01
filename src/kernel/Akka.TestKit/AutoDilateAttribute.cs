namespace Akka.TestKit;

/// <summary>Marks a duration that the kit multiplies by akka.test.timefactor.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = false)]
public sealed class AutoDilateAttribute : Attribute;
