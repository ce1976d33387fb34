namespace Feedforward.Kernels;

/// <summary>Placeholder.</summary>
internal static class NormalQuantile
{
    public static float Of(float p) => p;
}
