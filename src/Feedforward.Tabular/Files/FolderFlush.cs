using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Feedforward.Tabular;

/// <summary>Makes the disk keep what was renamed or deleted in a folder.</summary>
/// <remarks>
/// The framework flushes a file with fsync, on macOS with F_FULLFSYNC, but opens no folder; so that is all the system is asked for
/// here. Windows keeps names in a journal and cannot flush a folder.
/// </remarks>
internal static class FolderFlush
{
    /// <summary>Waits until the disk has the folder's names.</summary>
    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = new SafeFileHandle(Open([.. Encoding.UTF8.GetBytes(folder), 0], flags: 0), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to flush it: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        RandomAccess.FlushToDisk(handle);
    }

    // The mode, a third argument, is read for new files alone.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
