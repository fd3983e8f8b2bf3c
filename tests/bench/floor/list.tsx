import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** The floor of a cold start: React, one read of all rows, the first fifty on screen. */
type Row = { id: string; name: string; birthDate?: string; motherName?: string; rt?: string }

function readRows(): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('floor', 1)
    // By place in the list, so that they come in its order.
    opening.onupgradeneeded = () => opening.result.createObjectStore('people', { keyPath: 'place' })
    opening.onerror = () => reject(opening.error ?? new Error('open'))
    opening.onsuccess = () => {
      const reading = opening.result.transaction('people').objectStore('people').getAll()
      reading.onerror = () => reject(reading.error ?? new Error('read'))
      reading.onsuccess = () => resolve(reading.result as Row[])
    }
  })
}

function List() {
  const [rows, setRows] = useState<Row[]>([])
  useEffect(() => void readRows().then(setRows), [])
  return (
    <ul>
      {rows.slice(0, 50).map((row) => (
        <li key={row.id} data-person>
          {row.name} {row.birthDate} {row.motherName} {row.rt}
        </li>
      ))}
    </ul>
  )
}

function registerWorker() {
  const parts = document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>(
    'script[src], link[rel=modulepreload]',
  )
  const scripts = [...parts].map((part) => ('src' in part ? part.src : part.href))
  const files = ['/', '/static.html', ...scripts].join(',')
  void navigator.serviceWorker.register(`/sw.js?files=${encodeURIComponent(files)}`)
}

const root = document.querySelector('#root')
if (root) createRoot(root).render(<List />)
// As the app does: once the first screen stands.
requestAnimationFrame(() => setTimeout(registerWorker, 0))
